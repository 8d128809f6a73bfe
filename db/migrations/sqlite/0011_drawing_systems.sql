CREATE TABLE `drawing_systems` (
	`town_id` text PRIMARY KEY NOT NULL,
	`system` text NOT NULL,
	`axes` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `export_jobs` ADD `columns` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `export_jobs` ADD `has_people` integer DEFAULT false NOT NULL;