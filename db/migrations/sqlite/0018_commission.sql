CREATE TABLE `commission_members` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`name` text NOT NULL,
	`office` text NOT NULL,
	`is_official` integer NOT NULL,
	`role` text NOT NULL,
	`since` text NOT NULL,
	`until` text,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `commission_members_number` ON `commission_members` (`town_id`,`number`);--> statement-breakpoint
CREATE TABLE `commission_sessions` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`process_id` text,
	`stage` text NOT NULL,
	`title` text NOT NULL,
	`place` text NOT NULL,
	`held_at` integer NOT NULL,
	`present` text NOT NULL,
	`items` text NOT NULL,
	`is_announced` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `commission_sessions_process` ON `commission_sessions` (`town_id`,`process_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `commission_sessions_number` ON `commission_sessions` (`town_id`,`number`);--> statement-breakpoint
CREATE TABLE `protocol_versions` (
	`town_id` text NOT NULL,
	`session_id` text NOT NULL,
	`version` integer NOT NULL,
	`content` text NOT NULL,
	`hash` text NOT NULL,
	`reason` text NOT NULL,
	`published_by` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `session_id`, `version`),
	FOREIGN KEY (`town_id`,`session_id`) REFERENCES `commission_sessions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`published_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `publication_proofs` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`process_id` text NOT NULL,
	`subject` text NOT NULL,
	`channel` text NOT NULL,
	`title` text NOT NULL,
	`url` text NOT NULL,
	`published_on` text NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `publication_proofs_process` ON `publication_proofs` (`town_id`,`process_id`,`published_on`);--> statement-breakpoint
CREATE TABLE `funding_lines` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`process_id` text NOT NULL,
	`measure_id` text,
	`source` text NOT NULL,
	`year` integer NOT NULL,
	`title` text NOT NULL,
	`ppp_form` text NOT NULL,
	`planned_minor` integer NOT NULL,
	`confirmed_minor` integer NOT NULL,
	`paid_minor` integer NOT NULL,
	`returned_minor` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`measure_id`) REFERENCES `funding_measures`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `funding_lines_process` ON `funding_lines` (`town_id`,`process_id`);--> statement-breakpoint
CREATE TABLE `funding_measures` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`process_id` text NOT NULL,
	`title` text NOT NULL,
	`cost_minor` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `funding_measures_process` ON `funding_measures` (`town_id`,`process_id`);--> statement-breakpoint
CREATE TABLE `in_kind_gifts` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`process_id` text NOT NULL,
	`form` text NOT NULL,
	`description` text NOT NULL,
	`value_minor` integer,
	`method` text NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `in_kind_gifts_process` ON `in_kind_gifts` (`town_id`,`process_id`);--> statement-breakpoint
CREATE TABLE `running_costs` (
	`town_id` text NOT NULL,
	`process_id` text NOT NULL,
	`yearly_minor` integer NOT NULL,
	`payer` text NOT NULL,
	`note` text NOT NULL,
	PRIMARY KEY(`town_id`, `process_id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
