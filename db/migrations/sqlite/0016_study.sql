CREATE TABLE `study_answers` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`round_id` text NOT NULL,
	`form_id` text NOT NULL,
	`version` integer NOT NULL,
	`respondent` text NOT NULL,
	`values` text NOT NULL,
	`sent_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`round_id`) REFERENCES `study_rounds`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`form_id`,`version`) REFERENCES `study_versions`(`town_id`,`form_id`,`version`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `study_answers_version` ON `study_answers` (`town_id`,`form_id`,`version`);--> statement-breakpoint
CREATE UNIQUE INDEX `study_answers_respondent` ON `study_answers` (`town_id`,`round_id`,`respondent`);--> statement-breakpoint
CREATE TABLE `study_forms` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`slug` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`lead` text NOT NULL,
	`translations` text NOT NULL,
	`draft` text NOT NULL,
	`version` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `study_forms_slug` ON `study_forms` (`town_id`,`slug`);--> statement-breakpoint
CREATE TABLE `study_rounds` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`form_id` text NOT NULL,
	`space_id` text,
	`name` text NOT NULL,
	`translations` text NOT NULL,
	`kind` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`form_id`) REFERENCES `study_forms`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`space_id`) REFERENCES `spaces`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `study_rounds_form` ON `study_rounds` (`town_id`,`form_id`,`starts_at`);--> statement-breakpoint
CREATE INDEX `study_rounds_space` ON `study_rounds` (`town_id`,`space_id`,`starts_at`);--> statement-breakpoint
CREATE TABLE `study_versions` (
	`town_id` text NOT NULL,
	`form_id` text NOT NULL,
	`version` integer NOT NULL,
	`content` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `form_id`, `version`),
	FOREIGN KEY (`town_id`,`form_id`) REFERENCES `study_forms`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
