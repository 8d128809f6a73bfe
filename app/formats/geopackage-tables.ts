/** 'GPKG', and version 1.3.0. */
export const APPLICATION_ID = 0x47504b47
export const USER_VERSION = 10300
export const WGS84 = 4326

const WGS84_WKT =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'

/** The tables that every GeoPackage has. @see OGC 12-128r17, annex C */
export const CORE_TABLES = `
create table gpkg_spatial_ref_sys (
  srs_name TEXT not null, srs_id INTEGER primary key, organization TEXT not null,
  organization_coordsys_id INTEGER not null, definition TEXT not null, description TEXT);
insert into gpkg_spatial_ref_sys values
  ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', null),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', null),
  ('WGS 84 geodetic', ${WGS84}, 'EPSG', ${WGS84}, '${WGS84_WKT}', 'longitude/latitude, degrees');
create table gpkg_contents (
  table_name TEXT not null primary key, data_type TEXT not null, identifier TEXT unique, description TEXT default '',
  last_change DATETIME not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  constraint fk_gc_r_srs_id foreign key (srs_id) references gpkg_spatial_ref_sys(srs_id));
create table gpkg_geometry_columns (
  table_name TEXT not null, column_name TEXT not null, geometry_type_name TEXT not null, srs_id INTEGER not null,
  z TINYINT not null, m TINYINT not null,
  constraint pk_geom_cols primary key (table_name, column_name),
  constraint uk_gc_table_name unique (table_name),
  constraint fk_gc_tn foreign key (table_name) references gpkg_contents(table_name),
  constraint fk_gc_srs foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id));
create table gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT not null, definition TEXT not null, scope TEXT not null,
  constraint ge_tce unique (table_name, column_name, extension_name));
create table gpkg_data_columns (
  table_name TEXT not null, column_name TEXT not null, name TEXT, title TEXT, description TEXT, mime_type TEXT,
  constraint_name TEXT,
  constraint pk_gdc primary key (table_name, column_name),
  constraint gdc_tn unique (table_name, name));
create table gpkg_data_column_constraints (
  constraint_name TEXT not null, constraint_type TEXT not null, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,
  max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  constraint gdcc_ntv unique (constraint_name, constraint_type, value));
insert into gpkg_extensions values
  ('gpkg_data_columns', null, 'gpkg_schema', 'http://www.opengis.net/doc/IS/geopackage/1.3', 'read-write'),
  ('gpkg_data_column_constraints', null, 'gpkg_schema', 'http://www.opengis.net/doc/IS/geopackage/1.3', 'read-write');
create table layer_styles (
  id INTEGER primary key autoincrement not null, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME default (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
`

/** A name as SQL takes any. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** The tree of boxes over a layer. @see OGC 12-128r17, F.3 */
export function rtreeSql(table: string): string {
  return `create virtual table ${quoted(`rtree_${table}_geom`)} using rtree(id, minx, maxx, miny, maxy)`
}

/** What keeps the tree true when somebody edits the layer; its functions are those of whoever edits. */
export function rtreeTriggers(table: string): string {
  const [t, rtree] = [quoted(table), quoted(`rtree_${table}_geom`)]
  const name = (end: string) => quoted(`rtree_${table}_geom_${end}`)
  const box = 'st_minx(new.geom), st_maxx(new.geom), st_miny(new.geom), st_maxy(new.geom)'
  const isThere = 'new.geom notnull and not st_isempty(new.geom)'
  const isGone = '(new.geom isnull or st_isempty(new.geom))'
  return `
create trigger ${name('insert')} after insert on ${t} when (${isThere})
begin insert or replace into ${rtree} values (new.fid, ${box}); end;
create trigger ${name('update1')} after update of geom on ${t} when old.fid = new.fid and (${isThere})
begin insert or replace into ${rtree} values (new.fid, ${box}); end;
create trigger ${name('update2')} after update of geom on ${t} when old.fid = new.fid and ${isGone}
begin delete from ${rtree} where id = old.fid; end;
create trigger ${name('update3')} after update on ${t} when old.fid != new.fid and (${isThere})
begin delete from ${rtree} where id = old.fid; insert or replace into ${rtree} values (new.fid, ${box}); end;
create trigger ${name('update4')} after update on ${t} when old.fid != new.fid and ${isGone}
begin delete from ${rtree} where id in (old.fid, new.fid); end;
create trigger ${name('delete')} after delete on ${t} when old.geom not null
begin delete from ${rtree} where id = old.fid; end;`
}
