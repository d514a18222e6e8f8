//! Domain: records, code lists, countries, months and identifiers. Pure: it knows nothing of
//! networks, storage or keys.

pub mod code_list;
pub mod codes;
pub mod country;
pub mod fields;
pub mod hashed;
pub mod id;
pub mod inquiry;
pub mod lists;
pub mod member;
pub mod period;
pub mod profile;
mod profile_file;
pub mod reasons;
pub mod record;
pub mod referral;
pub mod referral_codes;
pub mod release;
pub mod rules;
