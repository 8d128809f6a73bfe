CREATE TABLE `gazetteer_grams` (
	`town_id` text NOT NULL,
	`gram` text NOT NULL,
	`word` text NOT NULL,
	`run` text NOT NULL,
	PRIMARY KEY(`town_id`, `gram`, `word`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `gazetteer_houses` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`street` text NOT NULL,
	`street_key` text NOT NULL,
	`number` text NOT NULL,
	`number_key` text NOT NULL,
	`lng` real NOT NULL,
	`lat` real NOT NULL,
	`cell` integer NOT NULL,
	`run` text NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `gazetteer_houses_address` ON `gazetteer_houses` (`street_key`,`number_key`);--> statement-breakpoint
CREATE INDEX `gazetteer_houses_cell` ON `gazetteer_houses` (`town_id`,`cell`);--> statement-breakpoint
CREATE TABLE `gazetteer_places` (
	`town_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`translations` text NOT NULL,
	`lng` real NOT NULL,
	`lat` real NOT NULL,
	`shape` text,
	`west` real NOT NULL,
	`south` real NOT NULL,
	`east` real NOT NULL,
	`north` real NOT NULL,
	`run` text NOT NULL,
	PRIMARY KEY(`town_id`, `id`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `gazetteer_places_name` ON `gazetteer_places` (`name_key`);--> statement-breakpoint
CREATE INDEX `gazetteer_places_box` ON `gazetteer_places` (`town_id`,`west`);--> statement-breakpoint
CREATE TABLE `gazetteer_words` (
	`town_id` text NOT NULL,
	`word` text NOT NULL,
	`key` text NOT NULL,
	`lng` real NOT NULL,
	`lat` real NOT NULL,
	`run` text NOT NULL,
	PRIMARY KEY(`town_id`, `word`, `key`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `gazetteers` (
	`town_id` text PRIMARY KEY NOT NULL,
	`attribution` text NOT NULL,
	`imported_at` integer NOT NULL,
	`widest` real NOT NULL,
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `geocoder_answers` (
	`town_id` text NOT NULL,
	`asked_hash` text NOT NULL,
	`places` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`town_id`, `asked_hash`),
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `geocoder_answers_time` ON `geocoder_answers` (`created_at`);--> statement-breakpoint
CREATE TABLE `geocoder_turns` (
	`service` text PRIMARY KEY NOT NULL,
	`next_at` integer NOT NULL
);
