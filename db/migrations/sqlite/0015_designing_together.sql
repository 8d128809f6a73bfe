CREATE TABLE `commission_members` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`name` text NOT NULL,
	`office` text NOT NULL,
	`is_official` integer NOT NULL,
	`role` text NOT NULL,
	`since` text NOT NULL,
	`until` text,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `commission_members_number` ON `commission_members` (`town_id`,`number`);--> statement-breakpoint
CREATE TABLE `commission_sessions` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`process_id` text,
	`stage` text NOT NULL,
	`title` text NOT NULL,
	`place` text NOT NULL,
	`held_at` integer NOT NULL,
	`present` text NOT NULL,
	`items` text NOT NULL,
	`is_announced` integer NOT NULL,
	`revision` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `commission_sessions_process` ON `commission_sessions` (`town_id`,`process_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `commission_sessions_number` ON `commission_sessions` (`town_id`,`number`);--> statement-breakpoint
CREATE TABLE `protocol_versions` (
	`town_id` text NOT NULL,
	`session_id` text NOT NULL,
	`version` integer NOT NULL,
	`content` text NOT NULL,
	`hash` text NOT NULL,
	`reason` text NOT NULL,
	`published_by` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `session_id`, `version`),
	FOREIGN KEY (`town_id`,`session_id`) REFERENCES `commission_sessions`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`published_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `publication_proofs` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`process_id` text NOT NULL,
	`subject` text NOT NULL,
	`channel` text NOT NULL,
	`title` text NOT NULL,
	`url` text NOT NULL,
	`published_on` text NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `publication_proofs_process` ON `publication_proofs` (`town_id`,`process_id`,`published_on`);--> statement-breakpoint
CREATE TABLE `funding_lines` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`process_id` text NOT NULL,
	`measure_id` text,
	`source` text NOT NULL,
	`year` integer NOT NULL,
	`title` text NOT NULL,
	`ppp_form` text NOT NULL,
	`planned_minor` integer NOT NULL,
	`confirmed_minor` integer NOT NULL,
	`paid_minor` integer NOT NULL,
	`returned_minor` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`town_id`,`measure_id`) REFERENCES `funding_measures`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `funding_lines_process` ON `funding_lines` (`town_id`,`process_id`);--> statement-breakpoint
CREATE TABLE `funding_measures` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`process_id` text NOT NULL,
	`title` text NOT NULL,
	`cost_minor` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `funding_measures_process` ON `funding_measures` (`town_id`,`process_id`);--> statement-breakpoint
CREATE TABLE `in_kind_gifts` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`process_id` text NOT NULL,
	`form` text NOT NULL,
	`description` text NOT NULL,
	`value_minor` integer,
	`method` text NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `in_kind_gifts_process` ON `in_kind_gifts` (`town_id`,`process_id`);--> statement-breakpoint
CREATE TABLE `running_costs` (
	`town_id` text NOT NULL,
	`process_id` text NOT NULL,
	`yearly_minor` integer NOT NULL,
	`payer` text NOT NULL,
	`note` text NOT NULL,
	PRIMARY KEY(`town_id`, `process_id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
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
CREATE INDEX `process_sources_case` ON `process_sources` (`case_id`);--> statement-breakpoint
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
--> statement-breakpoint
CREATE TABLE `phase_guides` (
	`town_id` text NOT NULL,
	`phase_id` text NOT NULL,
	`level` text NOT NULL,
	`asked` text NOT NULL,
	`budget` text NOT NULL,
	`land` text NOT NULL,
	`heritage` text NOT NULL,
	`decision` text NOT NULL,
	`outcome` text NOT NULL,
	`min_days` integer,
	`rules` text NOT NULL,
	`translations` text NOT NULL,
	PRIMARY KEY(`town_id`, `phase_id`),
	FOREIGN KEY (`town_id`,`phase_id`) REFERENCES `phases`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `process_charters` (
	`town_id` text NOT NULL,
	`process_id` text NOT NULL,
	`template` text,
	`roles` text NOT NULL,
	`checklist` text NOT NULL,
	PRIMARY KEY(`town_id`, `process_id`),
	FOREIGN KEY (`town_id`,`process_id`) REFERENCES `processes`(`town_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `process_templates` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
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