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
CREATE TABLE "study_answers" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"round_id" text NOT NULL,
	"form_id" text NOT NULL,
	"version" bigint NOT NULL,
	"respondent" text NOT NULL,
	"values" jsonb NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "study_answers_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "study_answers_respondent" UNIQUE("town_id","round_id","respondent")
);
--> statement-breakpoint
CREATE TABLE "study_forms" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"slug" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"lead" text NOT NULL,
	"translations" jsonb NOT NULL,
	"draft" jsonb NOT NULL,
	"version" bigint NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "study_forms_pk" PRIMARY KEY("town_id","id"),
	CONSTRAINT "study_forms_slug" UNIQUE("town_id","slug")
);
--> statement-breakpoint
CREATE TABLE "study_rounds" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"form_id" text NOT NULL,
	"space_id" text,
	"name" text NOT NULL,
	"translations" jsonb NOT NULL,
	"kind" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "study_rounds_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "study_versions" (
	"town_id" text NOT NULL,
	"form_id" text NOT NULL,
	"version" bigint NOT NULL,
	"content" jsonb NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "study_versions_pk" PRIMARY KEY("town_id","form_id","version")
);
--> statement-breakpoint
CREATE TABLE "phase_guides" (
	"town_id" text NOT NULL,
	"phase_id" text NOT NULL,
	"level" text NOT NULL,
	"asked" text NOT NULL,
	"budget" text NOT NULL,
	"land" text NOT NULL,
	"heritage" text NOT NULL,
	"decision" text NOT NULL,
	"outcome" text NOT NULL,
	"min_days" bigint,
	"rules" jsonb NOT NULL,
	"translations" jsonb NOT NULL,
	CONSTRAINT "phase_guides_pk" PRIMARY KEY("town_id","phase_id")
);
--> statement-breakpoint
CREATE TABLE "process_charters" (
	"town_id" text NOT NULL,
	"process_id" text NOT NULL,
	"template" jsonb,
	"roles" jsonb NOT NULL,
	"checklist" jsonb NOT NULL,
	CONSTRAINT "process_charters_pk" PRIMARY KEY("town_id","process_id")
);
--> statement-breakpoint
CREATE TABLE "process_templates" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "process_templates_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
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
ALTER TABLE "practice_cases" ADD CONSTRAINT "practice_cases_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_cases" ADD CONSTRAINT "practice_cases_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "practice_cases" ADD CONSTRAINT "practice_cases_changed_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_sources" ADD CONSTRAINT "process_sources_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_sources" ADD CONSTRAINT "process_sources_case_fk" FOREIGN KEY ("case_id") REFERENCES "public"."practice_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_answers" ADD CONSTRAINT "study_answers_round_fk" FOREIGN KEY ("town_id","round_id") REFERENCES "public"."study_rounds"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_answers" ADD CONSTRAINT "study_answers_version_fk" FOREIGN KEY ("town_id","form_id","version") REFERENCES "public"."study_versions"("town_id","form_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_forms" ADD CONSTRAINT "study_forms_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_forms" ADD CONSTRAINT "study_forms_created_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_rounds" ADD CONSTRAINT "study_rounds_form_fk" FOREIGN KEY ("town_id","form_id") REFERENCES "public"."study_forms"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_rounds" ADD CONSTRAINT "study_rounds_space_fk" FOREIGN KEY ("town_id","space_id") REFERENCES "public"."spaces"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_rounds" ADD CONSTRAINT "study_rounds_created_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "study_versions" ADD CONSTRAINT "study_versions_form_fk" FOREIGN KEY ("town_id","form_id") REFERENCES "public"."study_forms"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phase_guides" ADD CONSTRAINT "phase_guides_phase_fk" FOREIGN KEY ("town_id","phase_id") REFERENCES "public"."phases"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_charters" ADD CONSTRAINT "process_charters_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_templates" ADD CONSTRAINT "process_templates_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
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
CREATE INDEX "commission_sessions_process" ON "commission_sessions" USING btree ("town_id","process_id");--> statement-breakpoint
CREATE INDEX "publication_proofs_process" ON "publication_proofs" USING btree ("town_id","process_id","published_on");--> statement-breakpoint
CREATE INDEX "funding_lines_process" ON "funding_lines" USING btree ("town_id","process_id");--> statement-breakpoint
CREATE INDEX "funding_measures_process" ON "funding_measures" USING btree ("town_id","process_id");--> statement-breakpoint
CREATE INDEX "in_kind_gifts_process" ON "in_kind_gifts" USING btree ("town_id","process_id");--> statement-breakpoint
CREATE INDEX "practice_cases_state" ON "practice_cases" USING btree ("state","space_kind","size_band");--> statement-breakpoint
CREATE INDEX "process_sources_case" ON "process_sources" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "study_answers_version" ON "study_answers" USING btree ("town_id","form_id","version");--> statement-breakpoint
CREATE INDEX "study_rounds_form" ON "study_rounds" USING btree ("town_id","form_id","starts_at");--> statement-breakpoint
CREATE INDEX "study_rounds_space" ON "study_rounds" USING btree ("town_id","space_id","starts_at");--> statement-breakpoint
CREATE INDEX "remark_reports_open" ON "remark_reports" USING btree ("town_id","settled_at");--> statement-breakpoint
CREATE INDEX "variant_remarks_author" ON "variant_remarks" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "variant_versions_drawing" ON "variant_versions" USING btree ("town_id","drawing");