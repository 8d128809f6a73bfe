ALTER TABLE `concept_variants` ADD `translations` text NOT NULL;--> statement-breakpoint
ALTER TABLE `variant_versions` ADD `translations` text NOT NULL;