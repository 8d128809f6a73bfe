CREATE TABLE `town_maps` (
	`town_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`archive` text,
	`raster` text,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`town_id`) REFERENCES `towns`(`id`) ON UPDATE no action ON DELETE no action
);
