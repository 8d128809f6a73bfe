CREATE TABLE `import_rows` (
	`town_id` text NOT NULL,
	`import_id` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	PRIMARY KEY(`town_id`, `import_id`, `subject_type`, `subject_id`),
	FOREIGN KEY (`town_id`,`import_id`) REFERENCES `imports`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `import_rows_subject` ON `import_rows` (`town_id`,`subject_id`);--> statement-breakpoint
CREATE TABLE `imports` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`process_id` text,
	`state` text NOT NULL,
	`format` text NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`file_bytes` integer NOT NULL,
	`mapping` text NOT NULL,
	`made` integer NOT NULL,
	`left_out` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`done_at` integer,
	`undone_at` integer,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `imports_state` ON `imports` (`town_id`,`state`,`created_at`);