CREATE TABLE "commission_members" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"number" bigint NOT NULL,
	"name" text NOT NULL,
	"office" text NOT NULL,
	"is_official" boolean NOT NULL,
	"role" text NOT NULL,
	"since" text NOT NULL,
	"until" text,
	CONSTRAINT "commission_members_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "commission_members_number" UNIQUE("town_id","number")
);
--> statement-breakpoint
CREATE TABLE "commission_sessions" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"number" bigint NOT NULL,
	"process_id" text,
	"stage" text NOT NULL,
	"title" text NOT NULL,
	"place" text NOT NULL,
	"held_at" timestamp (3) with time zone NOT NULL,
	"present" jsonb NOT NULL,
	"items" jsonb NOT NULL,
	"is_announced" boolean NOT NULL,
	"revision" bigint NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "commission_sessions_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "commission_sessions_number" UNIQUE("town_id","number")
);
--> statement-breakpoint
CREATE TABLE "protocol_versions" (
	"town_id" text NOT NULL,
	"session_id" text NOT NULL,
	"version" bigint NOT NULL,
	"content" jsonb NOT NULL,
	"hash" text NOT NULL,
	"reason" text NOT NULL,
	"published_by" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "protocol_versions_pk" PRIMARY KEY("town_id","session_id","version")
);
--> statement-breakpoint
CREATE TABLE "publication_proofs" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"process_id" text NOT NULL,
	"subject" text NOT NULL,
	"channel" text NOT NULL,
	"title" text NOT NULL,
	"url" text NOT NULL,
	"published_on" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "publication_proofs_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "funding_lines" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"process_id" text NOT NULL,
	"measure_id" text,
	"source" text NOT NULL,
	"year" bigint NOT NULL,
	"title" text NOT NULL,
	"ppp_form" text NOT NULL,
	"planned_minor" bigint NOT NULL,
	"confirmed_minor" bigint NOT NULL,
	"paid_minor" bigint NOT NULL,
	"returned_minor" bigint NOT NULL,
	CONSTRAINT "funding_lines_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "funding_measures" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"process_id" text NOT NULL,
	"title" text NOT NULL,
	"cost_minor" bigint NOT NULL,
	CONSTRAINT "funding_measures_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "in_kind_gifts" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"process_id" text NOT NULL,
	"form" text NOT NULL,
	"description" text NOT NULL,
	"value_minor" bigint,
	"method" text NOT NULL,
	CONSTRAINT "in_kind_gifts_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "running_costs" (
	"town_id" text NOT NULL,
	"process_id" text NOT NULL,
	"yearly_minor" bigint NOT NULL,
	"payer" text NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "running_costs_pk" PRIMARY KEY("town_id","process_id")
);
--> statement-breakpoint
ALTER TABLE "commission_members" ADD CONSTRAINT "commission_members_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commission_sessions" ADD CONSTRAINT "commission_sessions_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commission_sessions" ADD CONSTRAINT "commission_sessions_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commission_sessions" ADD CONSTRAINT "commission_sessions_created_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "protocol_versions" ADD CONSTRAINT "protocol_versions_session_fk" FOREIGN KEY ("town_id","session_id") REFERENCES "public"."commission_sessions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "protocol_versions" ADD CONSTRAINT "protocol_versions_published_fk" FOREIGN KEY ("published_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_proofs" ADD CONSTRAINT "publication_proofs_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "publication_proofs" ADD CONSTRAINT "publication_proofs_created_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_lines" ADD CONSTRAINT "funding_lines_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_lines" ADD CONSTRAINT "funding_lines_measure_fk" FOREIGN KEY ("town_id","measure_id") REFERENCES "public"."funding_measures"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_measures" ADD CONSTRAINT "funding_measures_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "in_kind_gifts" ADD CONSTRAINT "in_kind_gifts_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "running_costs" ADD CONSTRAINT "running_costs_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "commission_sessions_process" ON "commission_sessions" USING btree ("town_id","process_id");--> statement-breakpoint
CREATE INDEX "publication_proofs_process" ON "publication_proofs" USING btree ("town_id","process_id","published_on");--> statement-breakpoint
CREATE INDEX "funding_lines_process" ON "funding_lines" USING btree ("town_id","process_id");--> statement-breakpoint
CREATE INDEX "funding_measures_process" ON "funding_measures" USING btree ("town_id","process_id");--> statement-breakpoint
CREATE INDEX "in_kind_gifts_process" ON "in_kind_gifts" USING btree ("town_id","process_id");