CREATE TABLE `act_counts` (
	`town_id` text NOT NULL,
	`person_id` text NOT NULL,
	`act` text NOT NULL,
	`slot` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`town_id`, `person_id`, `act`, `slot`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `appeals` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`act_id` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`author_id` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`outcome` text,
	`answer` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `appeals_open` ON `appeals` (`town_id`,`decided_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_once` ON `appeals` (`town_id`,`act_id`);--> statement-breakpoint
CREATE TABLE `assignments` (
	`town_id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`assignee_id` text NOT NULL,
	`due_at` integer NOT NULL,
	`assigned_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `contribution_id`),
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignee_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `assignments_due` ON `assignments` (`town_id`,`due_at`);--> statement-breakpoint
CREATE TABLE `blocks` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`person_id` text NOT NULL,
	`reason` text NOT NULL,
	`until` integer,
	`hides_content` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `blocks_person` ON `blocks` (`town_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `claims` (
	`town_id` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`person_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `subject_type`, `subject_id`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `devices` (
	`town_id` text NOT NULL,
	`hash` text NOT NULL,
	`person_id` text NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `hash`, `person_id`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `devices_person` ON `devices` (`town_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `flags` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`rule` text NOT NULL,
	`found` text NOT NULL,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	`settled_by` text,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `flags_open` ON `flags` (`town_id`,`settled_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `flags_once` ON `flags` (`town_id`,`subject_type`,`subject_id`,`rule`);--> statement-breakpoint
CREATE TABLE `log_heads` (
	`town_id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `merged_supports` (
	`town_id` text NOT NULL,
	`merge_id` text NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`is_moved` integer NOT NULL,
	PRIMARY KEY(`town_id`, `merge_id`, `person_id`),
	FOREIGN KEY (`town_id`,`merge_id`) REFERENCES `merges`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `merges` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`from_id` text NOT NULL,
	`into_id` text NOT NULL,
	`reason` text NOT NULL,
	`moved` text NOT NULL,
	`merged_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`undone_at` integer,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`from_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`into_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `merges_into` ON `merges` (`town_id`,`into_id`);--> statement-breakpoint
CREATE INDEX `merges_from` ON `merges` (`town_id`,`from_id`);--> statement-breakpoint
CREATE TABLE `similar_refusals` (
	`town_id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`other_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `contribution_id`, `other_id`),
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`other_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `spent_challenges` (
	`id` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staff_notes` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`author_id` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_notes_contribution` ON `staff_notes` (`town_id`,`contribution_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `contributions` ADD `merged_into_id` text;--> statement-breakpoint
ALTER TABLE `photos` ADD `look` text;--> statement-breakpoint
ALTER TABLE `photos` ADD `visibility` text DEFAULT 'published' NOT NULL;--> statement-breakpoint
ALTER TABLE `staff_acts` ADD `undid` text;--> statement-breakpoint
ALTER TABLE `staff_acts` ADD `batch_id` text;--> statement-breakpoint
ALTER TABLE `staff_acts` ADD `seq` integer;--> statement-breakpoint
ALTER TABLE `staff_acts` ADD `prev_hash` text;--> statement-breakpoint
ALTER TABLE `staff_acts` ADD `hash` text;--> statement-breakpoint
CREATE INDEX `staff_acts_subject` ON `staff_acts` (`town_id`,`subject_id`);--> statement-breakpoint
CREATE INDEX `staff_acts_batch` ON `staff_acts` (`town_id`,`batch_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `staff_acts_seq` ON `staff_acts` (`town_id`,`seq`);--> statement-breakpoint
CREATE UNIQUE INDEX `staff_acts_undid` ON `staff_acts` (`town_id`,`undid`);