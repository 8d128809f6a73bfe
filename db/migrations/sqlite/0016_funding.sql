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
