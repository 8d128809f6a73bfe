CREATE TABLE `ballot_choices` (
	`town_id` text NOT NULL,
	`ballot_id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`points` integer,
	`position` integer,
	`times` integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(`town_id`, `ballot_id`, `contribution_id`),
	FOREIGN KEY (`town_id`,`ballot_id`) REFERENCES `ballots`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `ballot_choices_contribution` ON `ballot_choices` (`town_id`,`contribution_id`);--> statement-breakpoint
CREATE TABLE `ballots` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`process_id` text NOT NULL,
	`channel` text NOT NULL,
	`cast_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `ballots_process` ON `ballots` (`town_id`,`process_id`);--> statement-breakpoint
CREATE TABLE `citations` (
	`town_id` text NOT NULL,
	`proposal_id` text NOT NULL,
	`pin_id` text NOT NULL,
	PRIMARY KEY(`town_id`, `proposal_id`, `pin_id`),
	FOREIGN KEY (`town_id`,`proposal_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`pin_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `citations_pin` ON `citations` (`town_id`,`pin_id`);--> statement-breakpoint
CREATE TABLE `comments` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`parent_id` text,
	`author_id` text,
	`is_official` integer NOT NULL,
	`body` text NOT NULL,
	`translations` text NOT NULL,
	`visibility` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`parent_id`) REFERENCES `comments`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `comments_contribution` ON `comments` (`town_id`,`contribution_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `comments_author` ON `comments` (`author_id`);--> statement-breakpoint
CREATE TABLE `contributions` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`process_id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`translations` text NOT NULL,
	`locale` text NOT NULL,
	`geometry` text,
	`lng` real,
	`lat` real,
	`cell` integer,
	`place_precision` text NOT NULL,
	`place_text` text NOT NULL,
	`space_id` text,
	`category_id` text,
	`cost_minor` integer,
	`external_id` text,
	`author_id` text,
	`visibility` text NOT NULL,
	`status` text NOT NULL,
	`decision` text,
	`supports` integer NOT NULL,
	`comments` integer NOT NULL,
	`votes` integer NOT NULL,
	`points` integer NOT NULL,
	`search_text` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`edited_at` integer,
	`reviewed_at` integer,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`space_id`) REFERENCES `spaces`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`category_id`) REFERENCES `categories`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "contributions_tallies" CHECK("contributions"."supports" >= 0 and "contributions"."comments" >= 0 and "contributions"."votes" >= 0)
);
--> statement-breakpoint
CREATE INDEX `contributions_cell` ON `contributions` (`town_id`,`visibility`,`cell`,`lng`,`lat`,`kind`,`number`,`process_id`,`category_id`,`space_id`,`status`);--> statement-breakpoint
CREATE INDEX `contributions_supports` ON `contributions` (`town_id`,`visibility`,`supports`,`number`);--> statement-breakpoint
CREATE INDEX `contributions_author` ON `contributions` (`author_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `contributions_number` ON `contributions` (`town_id`,`number`);--> statement-breakpoint
CREATE TABLE `photos` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`position` integer NOT NULL,
	`alt` text NOT NULL,
	`translations` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `photos_contribution` ON `photos` (`town_id`,`contribution_id`,`position`);--> statement-breakpoint
CREATE TABLE `revisions` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`editor_id` text NOT NULL,
	`before` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `revisions_contribution` ON `revisions` (`town_id`,`contribution_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `supports` (
	`town_id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`person_id` text NOT NULL,
	`process_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `contribution_id`, `person_id`),
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `supports_person` ON `supports` (`town_id`,`person_id`,`process_id`);--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`purpose` text NOT NULL,
	`text_version` text NOT NULL,
	`text_hash` text NOT NULL,
	`origin` text NOT NULL,
	`given_at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consents_person` ON `consents` (`person_id`,`purpose`);--> statement-breakpoint
CREATE TABLE `letters` (
	`id` text PRIMARY KEY NOT NULL,
	`recipient` text NOT NULL,
	`locale` text NOT NULL,
	`template` text NOT NULL,
	`params` text NOT NULL,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`last_error` text
);
--> statement-breakpoint
CREATE INDEX `letters_due` ON `letters` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `letters_created` ON `letters` (`created_at`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text,
	`pseudonym` text NOT NULL,
	`locale` text NOT NULL,
	`is_platform_admin` integer NOT NULL,
	`is_synthetic` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_email_unique` ON `people` (`email`);--> statement-breakpoint
CREATE TABLE `roles` (
	`town_id` text NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`granted_at` integer NOT NULL,
	`granted_by` text,
	PRIMARY KEY(`town_id`, `person_id`, `role`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `roles_person` ON `roles` (`person_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE TABLE `sign_in_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`code_hash` text NOT NULL,
	`origin` text NOT NULL,
	`tries_left` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `sign_in_codes_email` ON `sign_in_codes` (`email`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_in_codes_origin` ON `sign_in_codes` (`origin`,`created_at`);--> statement-breakpoint
CREATE TABLE `answers` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`decision` text NOT NULL,
	`status` text NOT NULL,
	`body` text NOT NULL,
	`translations` text NOT NULL,
	`author_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `answers_contribution` ON `answers` (`town_id`,`contribution_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `reason_templates` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`act` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`position` integer NOT NULL,
	`translations` text NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `reports` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`reporter_id` text NOT NULL,
	`reason` text NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	`settled_at` integer,
	`settled_by` text,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reporter_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reports_open` ON `reports` (`town_id`,`settled_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `reports_once` ON `reports` (`town_id`,`subject_type`,`subject_id`,`reporter_id`);--> statement-breakpoint
CREATE TABLE `staff_acts` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`actor_id` text NOT NULL,
	`act` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`contribution_id` text,
	`reason` text NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`created_at` integer NOT NULL,
	`undone_by` text,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_acts_time` ON `staff_acts` (`town_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `staff_acts_contribution` ON `staff_acts` (`town_id`,`contribution_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `status_changes` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`contribution_id` text NOT NULL,
	`status` text NOT NULL,
	`changed_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`contribution_id`) REFERENCES `contributions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `status_changes_contribution` ON `status_changes` (`town_id`,`contribution_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `base_maps` (
	`town_id` text PRIMARY KEY NOT NULL,
	`features` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `categories` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`icon` text NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`translations` text NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `phases` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`process_id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`settings` text NOT NULL,
	`translations` text NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `phases_process` ON `phases` (`town_id`,`process_id`,`starts_at`);--> statement-breakpoint
CREATE TABLE `process_spaces` (
	`town_id` text NOT NULL,
	`process_id` text NOT NULL,
	`space_id` text NOT NULL,
	PRIMARY KEY(`town_id`, `process_id`, `space_id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`space_id`) REFERENCES `spaces`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `processes` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`question` text NOT NULL,
	`summary` text NOT NULL,
	`fixed` text NOT NULL,
	`decision` text NOT NULL,
	`budget_minor` integer,
	`translations` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `processes_slug` ON `processes` (`town_id`,`slug`);--> statement-breakpoint
CREATE TABLE `spaces` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`facts` text NOT NULL,
	`geometry` text NOT NULL,
	`lng` real NOT NULL,
	`lat` real NOT NULL,
	`translations` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `spaces_slug` ON `spaces` (`town_id`,`slug`);--> statement-breakpoint
CREATE TABLE `towns` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`region` text NOT NULL,
	`intro` text NOT NULL,
	`population` integer,
	`time_zone` text NOT NULL,
	`currency` text NOT NULL,
	`lng` real NOT NULL,
	`lat` real NOT NULL,
	`zoom` integer NOT NULL,
	`boundary` text,
	`is_demo` integer NOT NULL,
	`translations` text NOT NULL,
	`last_number` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `towns_slug_unique` ON `towns` (`slug`);