CREATE TABLE `practice_cases` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`state` text NOT NULL,
	`space_kind` text NOT NULL,
	`town_name` text NOT NULL,
	`region` text NOT NULL,
	`size_band` text,
	`year_from` integer,
	`year_to` integer,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`facts` text NOT NULL,
	`lng` real,
	`lat` real,
	`search_text` text NOT NULL,
	`translations` text NOT NULL,
	`file_hash` text,
	`town_id` text,
	`process_id` text,
	`changed_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`changed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `practice_cases_state` ON `practice_cases` (`state`,`space_kind`,`size_band`);--> statement-breakpoint
CREATE UNIQUE INDEX `practice_cases_slug` ON `practice_cases` (`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `practice_cases_process` ON `practice_cases` (`town_id`,`process_id`);--> statement-breakpoint
CREATE TABLE `process_sources` (
	`town_id` text NOT NULL,
	`process_id` text NOT NULL,
	`case_id` text NOT NULL,
	PRIMARY KEY(`town_id`, `process_id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`case_id`) REFERENCES `practice_cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `process_sources_case` ON `process_sources` (`case_id`);