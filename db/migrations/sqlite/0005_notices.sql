CREATE TABLE `deletion_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`cause` text NOT NULL,
	`choice` text NOT NULL,
	`counts` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `files_to_remove` (
	`town_id` text NOT NULL,
	`photo_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `photo_id`)
);
--> statement-breakpoint
CREATE TABLE `follows` (
	`town_id` text NOT NULL,
	`person_id` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `subject_type`, `subject_id`, `person_id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `follows_person` ON `follows` (`person_id`,`town_id`);--> statement-breakpoint
CREATE TABLE `notice_events` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`once_key` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`params` text NOT NULL,
	`state` text NOT NULL,
	`cursor` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `notice_events_waiting` ON `notice_events` (`state`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `notice_events_once` ON `notice_events` (`town_id`,`once_key`);--> statement-breakpoint
CREATE TABLE `notice_settings` (
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`channel` text NOT NULL,
	`is_on` integer NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `kind`, `channel`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `push_subscriptions` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_subscriptions_endpoint_unique` ON `push_subscriptions` (`endpoint`);--> statement-breakpoint
CREATE INDEX `push_subscriptions_person` ON `push_subscriptions` (`person_id`);--> statement-breakpoint
CREATE TABLE `server_keys` (
	`name` text PRIMARY KEY NOT NULL,
	`public_key` text NOT NULL,
	`private_key` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `letters` ADD `channel` text DEFAULT 'email' NOT NULL;--> statement-breakpoint
ALTER TABLE `letters` ADD `person_id` text;--> statement-breakpoint
ALTER TABLE `letters` ADD `kind` text;--> statement-breakpoint
CREATE INDEX `letters_person` ON `letters` (`person_id`);--> statement-breakpoint
ALTER TABLE `people` ADD `deleted_at` integer;