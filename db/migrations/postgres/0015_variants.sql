CREATE TABLE "concept_variants" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"process_id" text NOT NULL,
	"space_id" text,
	"number" bigint NOT NULL,
	"title" text NOT NULL,
	"translations" jsonb NOT NULL,
	"state" text NOT NULL,
	"version" bigint NOT NULL,
	"last_remark" bigint NOT NULL,
	"option_id" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "concept_variants_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "concept_variants_number" UNIQUE("town_id","process_id","number")
);
--> statement-breakpoint
CREATE TABLE "remark_reports" (
	"town_id" text NOT NULL,
	"remark_id" text NOT NULL,
	"reporter_id" text NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "remark_reports_pk" PRIMARY KEY("town_id","remark_id","reporter_id")
);
--> statement-breakpoint
CREATE TABLE "variant_choices" (
	"town_id" text NOT NULL,
	"process_id" text NOT NULL,
	"variant_id" text NOT NULL,
	"version" bigint NOT NULL,
	"reason" text NOT NULL,
	"chosen_by" text NOT NULL,
	"chosen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "variant_choices_pk" PRIMARY KEY("town_id","process_id")
);
--> statement-breakpoint
CREATE TABLE "variant_remarks" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"variant_id" text NOT NULL,
	"version" bigint NOT NULL,
	"number" bigint NOT NULL,
	"x" double precision NOT NULL,
	"y" double precision NOT NULL,
	"author_id" text,
	"body" text NOT NULL,
	"visibility" text NOT NULL,
	"hidden_reason" text NOT NULL,
	"resolution" text,
	"reply" text NOT NULL,
	"resolved_by" text,
	"resolved_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "variant_remarks_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "variant_remarks_number" UNIQUE("town_id","variant_id","number")
);
--> statement-breakpoint
CREATE TABLE "variant_versions" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"variant_id" text NOT NULL,
	"version" bigint NOT NULL,
	"note" text NOT NULL,
	"body" text NOT NULL,
	"cost_minor" bigint,
	"works" text NOT NULL,
	"gains" text NOT NULL,
	"losses" text NOT NULL,
	"translations" jsonb NOT NULL,
	"plan_id" text,
	"file_name" text NOT NULL,
	"file_bytes" bigint NOT NULL,
	"drawing" text NOT NULL,
	"width" bigint NOT NULL,
	"height" bigint NOT NULL,
	"levels" bigint NOT NULL,
	"placement" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "variant_versions_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "variant_versions_version" UNIQUE("town_id","variant_id","version")
);
--> statement-breakpoint
ALTER TABLE "concept_variants" ADD CONSTRAINT "concept_variants_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_variants" ADD CONSTRAINT "concept_variants_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_variants" ADD CONSTRAINT "concept_variants_space_fk" FOREIGN KEY ("town_id","space_id") REFERENCES "public"."spaces"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_variants" ADD CONSTRAINT "concept_variants_option_fk" FOREIGN KEY ("town_id","option_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concept_variants" ADD CONSTRAINT "concept_variants_created_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "remark_reports" ADD CONSTRAINT "remark_reports_remark_fk" FOREIGN KEY ("town_id","remark_id") REFERENCES "public"."variant_remarks"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "remark_reports" ADD CONSTRAINT "remark_reports_reporter_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant_choices" ADD CONSTRAINT "variant_choices_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant_choices" ADD CONSTRAINT "variant_choices_variant_fk" FOREIGN KEY ("town_id","variant_id") REFERENCES "public"."concept_variants"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant_choices" ADD CONSTRAINT "variant_choices_by_fk" FOREIGN KEY ("chosen_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant_remarks" ADD CONSTRAINT "variant_remarks_variant_fk" FOREIGN KEY ("town_id","variant_id") REFERENCES "public"."concept_variants"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant_remarks" ADD CONSTRAINT "variant_remarks_author_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant_versions" ADD CONSTRAINT "variant_versions_variant_fk" FOREIGN KEY ("town_id","variant_id") REFERENCES "public"."concept_variants"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant_versions" ADD CONSTRAINT "variant_versions_plan_fk" FOREIGN KEY ("town_id","plan_id") REFERENCES "public"."design_variants"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variant_versions" ADD CONSTRAINT "variant_versions_created_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "remark_reports_open" ON "remark_reports" USING btree ("town_id","settled_at");--> statement-breakpoint
CREATE INDEX "variant_remarks_author" ON "variant_remarks" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "variant_versions_drawing" ON "variant_versions" USING btree ("town_id","drawing");