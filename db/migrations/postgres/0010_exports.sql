CREATE TABLE "export_jobs" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"requested_by" text NOT NULL,
	"format" text NOT NULL,
	"separator" text NOT NULL,
	"locale" text NOT NULL,
	"filter" text NOT NULL,
	"origin" text NOT NULL,
	"state" text NOT NULL,
	"tries" bigint NOT NULL,
	"done_rows" bigint NOT NULL,
	"all_rows" bigint NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"bytes" bigint NOT NULL,
	"hash" text NOT NULL,
	"last_error" text,
	CONSTRAINT "export_jobs_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
ALTER TABLE "export_jobs" ADD CONSTRAINT "export_jobs_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_jobs" ADD CONSTRAINT "export_jobs_requested_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "export_jobs_due" ON "export_jobs" USING btree ("state","due_at");