CREATE TABLE "drawing_systems" (
	"town_id" text PRIMARY KEY NOT NULL,
	"system" jsonb NOT NULL,
	"axes" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "export_jobs" ADD COLUMN "columns" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "export_jobs" ADD COLUMN "has_people" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "drawing_systems" ADD CONSTRAINT "drawing_systems_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;