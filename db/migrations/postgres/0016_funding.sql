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
ALTER TABLE "funding_lines" ADD CONSTRAINT "funding_lines_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_lines" ADD CONSTRAINT "funding_lines_measure_fk" FOREIGN KEY ("town_id","measure_id") REFERENCES "public"."funding_measures"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_measures" ADD CONSTRAINT "funding_measures_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "in_kind_gifts" ADD CONSTRAINT "in_kind_gifts_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "running_costs" ADD CONSTRAINT "running_costs_process_fk" FOREIGN KEY ("town_id","process_id") REFERENCES "public"."processes"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "funding_lines_process" ON "funding_lines" USING btree ("town_id","process_id");--> statement-breakpoint
CREATE INDEX "funding_measures_process" ON "funding_measures" USING btree ("town_id","process_id");--> statement-breakpoint
CREATE INDEX "in_kind_gifts_process" ON "in_kind_gifts" USING btree ("town_id","process_id");