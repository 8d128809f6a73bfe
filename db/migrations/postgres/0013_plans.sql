CREATE TABLE "design_variants" (
	"town_id" text NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"version" text NOT NULL,
	"state" text NOT NULL,
	"format" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"file_bytes" bigint NOT NULL,
	"problems" jsonb NOT NULL,
	"more_problems" bigint NOT NULL,
	"attributes" jsonb NOT NULL,
	"box" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "design_variants_pk" PRIMARY KEY("town_id","id")
);
--> statement-breakpoint
CREATE TABLE "plan_layers" (
	"town_id" text NOT NULL,
	"variant_id" text NOT NULL,
	"position" bigint NOT NULL,
	"name" text NOT NULL,
	"objects" bigint NOT NULL,
	"features" jsonb NOT NULL,
	CONSTRAINT "plan_layers_pk" PRIMARY KEY("town_id","variant_id","position")
);
--> statement-breakpoint
CREATE TABLE "plan_mentions" (
	"town_id" text NOT NULL,
	"variant_id" text NOT NULL,
	"contribution_id" text NOT NULL,
	"objects" bigint NOT NULL,
	CONSTRAINT "plan_mentions_pk" PRIMARY KEY("town_id","variant_id","contribution_id")
);
--> statement-breakpoint
ALTER TABLE "design_variants" ADD CONSTRAINT "design_variants_town_fk" FOREIGN KEY ("town_id") REFERENCES "public"."towns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "design_variants" ADD CONSTRAINT "design_variants_created_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_layers" ADD CONSTRAINT "plan_layers_variant_fk" FOREIGN KEY ("town_id","variant_id") REFERENCES "public"."design_variants"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_mentions" ADD CONSTRAINT "plan_mentions_variant_fk" FOREIGN KEY ("town_id","variant_id") REFERENCES "public"."design_variants"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_mentions" ADD CONSTRAINT "plan_mentions_contribution_fk" FOREIGN KEY ("town_id","contribution_id") REFERENCES "public"."contributions"("town_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "design_variants_state" ON "design_variants" USING btree ("town_id","state","created_at");--> statement-breakpoint
CREATE INDEX "plan_mentions_contribution" ON "plan_mentions" USING btree ("town_id","contribution_id");