CREATE TABLE `export_jobs` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`requested_by` text NOT NULL,
	`format` text NOT NULL,
	`separator` text NOT NULL,
	`locale` text NOT NULL,
	`filter` text NOT NULL,
	`origin` text NOT NULL,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`done_rows` integer NOT NULL,
	`all_rows` integer NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	`bytes` integer NOT NULL,
	`hash` text NOT NULL,
	`last_error` text,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`requested_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `export_jobs_due` ON `export_jobs` (`state`,`due_at`);