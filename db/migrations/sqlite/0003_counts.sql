CREATE TABLE `count_jobs` (
	`town_id` text NOT NULL,
	`phase_id` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text NOT NULL,
	`excluded` text NOT NULL,
	`requested_by` text,
	`tries` integer NOT NULL,
	`progress` integer NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_error` text,
	PRIMARY KEY(`town_id`, `phase_id`, `version`),
	FOREIGN KEY (`town_id`,`phase_id`) REFERENCES `phases`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`requested_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `count_jobs_due` ON `count_jobs` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `result_details` (
	`town_id` text NOT NULL,
	`phase_id` text NOT NULL,
	`version` integer NOT NULL,
	`vote` text NOT NULL,
	`details` text NOT NULL,
	`archive_hash` text NOT NULL,
	`archive_bytes` integer NOT NULL,
	PRIMARY KEY(`town_id`, `phase_id`, `version`),
	FOREIGN KEY (`town_id`,`phase_id`,`version`) REFERENCES `vote_results`(`town_id`,`phase_id`,`version`) ON UPDATE no action ON DELETE no action
);
