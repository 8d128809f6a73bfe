CREATE TABLE "count_jobs" (
	"town_id" text NOT NULL,
	"phase_id" text NOT NULL,
	"version" bigint NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"excluded" jsonb NOT NULL,
	"requested_by" text,
	"tries" bigint NOT NULL,
	"progress" bigint NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_error" text,
	CONSTRAINT "count_jobs_pk" PRIMARY KEY("town_id","phase_id","version")
);
--> statement-breakpoint
CREATE TABLE "result_details" (
	"town_id" text NOT NULL,
	"phase_id" text NOT NULL,
	"version" bigint NOT NULL,
	"vote" jsonb NOT NULL,
	"details" jsonb NOT NULL,
	"archive_hash" text NOT NULL,
	"archive_bytes" bigint NOT NULL,
	CONSTRAINT "result_details_pk" PRIMARY KEY("town_id","phase_id","version")
);
--> statement-breakpoint
ALTER TABLE "count_jobs" ADD CONSTRAINT "count_jobs_phase_fk" FOREIGN KEY ("town_id","phase_id") REFERENCES "public"."phases"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "count_jobs" ADD CONSTRAINT "count_jobs_requested_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "result_details" ADD CONSTRAINT "result_details_result_fk" FOREIGN KEY ("town_id","phase_id","version") REFERENCES "public"."vote_results"("town_id","phase_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "count_jobs_due" ON "count_jobs" USING btree ("state","due_at");