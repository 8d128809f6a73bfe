CREATE TABLE "practice_cases" (
	"id" text PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"state" text NOT NULL,
	"space_kind" text NOT NULL,
	"town_name" text NOT NULL,
	"region" text NOT NULL,
	"size_band" text,
	"year_from" bigint,
	"year_to" bigint,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"facts" jsonb NOT NULL,
	"lng" double precision,
	"lat" double precision,
	"search_text" text NOT NULL,
	"translations" jsonb NOT NULL,
	"file_hash" text,
	"town_id" text,
	"process_id" text,
	"changed_by" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "practice_cases_slug" UNIQUE("slug"),
	CONSTRAINT "practice_cases_process" UNIQUE("town_id","process_id")
);
--> statement-breakpoint
CREATE TABLE "process_sources" (
	"town_id" text NOT NULL,
	"process_id" text NOT NULL,
	"case_id" text NOT NULL,
	CONSTRAINT "process_sources_pk" PRIMARY KEY("town_id","process_id")
);
--> statement-breakpoint
ALTER TABLE "practice_cases" ADD CONSTRAINT "practice_cases_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_cases" ADD CONSTRAINT "practice_cases_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_cases" ADD CONSTRAINT "practice_cases_changed_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_sources" ADD CONSTRAINT "process_sources_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_sources" ADD CONSTRAINT "process_sources_case_fk" FOREIGN KEY ("case_id") REFERENCES "public"."practice_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "practice_cases_state" ON "practice_cases" USING btree ("state","space_kind","size_band");--> statement-breakpoint
CREATE INDEX "process_sources_case" ON "process_sources" USING btree ("case_id");