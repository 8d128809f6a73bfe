ALTER TABLE "concept_variants" ADD COLUMN "translations" jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "variant_versions" ADD COLUMN "translations" jsonb NOT NULL;