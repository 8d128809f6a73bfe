ALTER TABLE `contributions` ADD `change_mark` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `contributions_change` ON `contributions` (`town_id`,`change_mark`,`number`);--> statement-breakpoint
ALTER TABLE `towns` DROP COLUMN `map_revision`;