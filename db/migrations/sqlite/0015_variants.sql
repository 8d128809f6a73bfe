CREATE TABLE `concept_variants` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`process_id` text NOT NULL,
	`space_id` text,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`translations` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`last_remark` integer NOT NULL,
	`option_id` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`published_at` integer,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`space_id`) REFERENCES `spaces`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`option_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `concept_variants_number` ON `concept_variants` (`town_id`,`process_id`,`number`);--> statement-breakpoint
CREATE TABLE `remark_reports` (
	`town_id` text NOT NULL,
	`remark_id` text NOT NULL,
	`reporter_id` text NOT NULL,
	`reason` text NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	PRIMARY KEY(`town_id`, `remark_id`, `reporter_id`),
	FOREIGN KEY (`town_id`,`remark_id`) REFERENCES `variant_remarks`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reporter_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `remark_reports_open` ON `remark_reports` (`town_id`,`settled_at`);--> statement-breakpoint
CREATE TABLE `variant_choices` (
	`town_id` text NOT NULL,
	`process_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`version` integer NOT NULL,
	`reason` text NOT NULL,
	`chosen_by` text NOT NULL,
	`chosen_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `process_id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`variant_id`) REFERENCES `concept_variants`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`chosen_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `variant_remarks` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`variant_id` text NOT NULL,
	`version` integer NOT NULL,
	`number` integer NOT NULL,
	`x` real NOT NULL,
	`y` real NOT NULL,
	`author_id` text,
	`body` text NOT NULL,
	`visibility` text NOT NULL,
	`hidden_reason` text NOT NULL,
	`resolution` text,
	`reply` text NOT NULL,
	`resolved_by` text,
	`resolved_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`variant_id`) REFERENCES `concept_variants`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `variant_remarks_author` ON `variant_remarks` (`author_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `variant_remarks_number` ON `variant_remarks` (`town_id`,`variant_id`,`number`);--> statement-breakpoint
CREATE TABLE `variant_versions` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`variant_id` text NOT NULL,
	`version` integer NOT NULL,
	`note` text NOT NULL,
	`body` text NOT NULL,
	`cost_minor` integer,
	`works` text NOT NULL,
	`gains` text NOT NULL,
	`losses` text NOT NULL,
	`translations` text NOT NULL,
	`plan_id` text,
	`file_name` text NOT NULL,
	`file_bytes` integer NOT NULL,
	`drawing` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`levels` integer NOT NULL,
	`placement` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`published_at` integer,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`variant_id`) REFERENCES `concept_variants`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`plan_id`) REFERENCES `design_variants`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `variant_versions_drawing` ON `variant_versions` (`town_id`,`drawing`);--> statement-breakpoint
CREATE UNIQUE INDEX `variant_versions_version` ON `variant_versions` (`town_id`,`variant_id`,`version`);