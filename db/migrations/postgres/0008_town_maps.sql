CREATE TABLE "town_maps" (
	"town_id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"archive" jsonb,
	"raster" jsonb,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "town_maps" ADD CONSTRAINT "town_maps_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;