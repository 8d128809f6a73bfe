CREATE TABLE `design_variants` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`version` text NOT NULL,
	`state` text NOT NULL,
	`format` text NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`file_bytes` integer NOT NULL,
	`problems` text NOT NULL,
	`more_problems` integer NOT NULL,
	`attributes` text NOT NULL,
	`box` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`published_at` integer,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `design_variants_state` ON `design_variants` (`town_id`,`state`,`created_at`);--> statement-breakpoint
CREATE TABLE `plan_layers` (
	`town_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`objects` integer NOT NULL,
	`features` text NOT NULL,
	PRIMARY KEY(`town_id`, `variant_id`, `position`),
	FOREIGN KEY (`town_id`,`variant_id`) REFERENCES `design_variants`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `plan_mentions` (
	`town_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`objects` integer NOT NULL,
	PRIMARY KEY(`town_id`, `variant_id`, `contribution_id`),
	FOREIGN KEY (`town_id`,`variant_id`) REFERENCES `design_variants`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `plan_mentions_contribution` ON `plan_mentions` (`town_id`,`contribution_id`);