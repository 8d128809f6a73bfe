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
