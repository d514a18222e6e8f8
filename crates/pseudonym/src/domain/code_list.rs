//! Code lists: the trait, the macro that declares one, and sets of codes.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Closed list of codes, as a type with one value for each code.
pub trait CodeList: Copy + Eq + fmt::Debug + Send + Sync + 'static {
    /// Name of the list in the schema, in upper snake case.
    const LIST: &'static str;
    /// All codes of the list, in the order of their numbers, which run from 1.
    const ALL: &'static [Self];

    /// Number of the code on the wire, 1 or more.
    fn number(self) -> u8;

    /// Text of the code in files, tables and questions.
    fn code(self) -> &'static str;

    /// Finds the code with this number on the wire, if there is one.
    fn from_number(number: i32) -> Option<Self> {
        usize::try_from(number).ok()?.checked_sub(1).and_then(|index| Self::ALL.get(index)).copied()
    }

    /// Finds the code with this text, whatever its letter case.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.code().eq_ignore_ascii_case(code))
    }
}

/// Declares a closed list of codes: an enum that implements [`CodeList`] and is stored as the
/// number of its code. Numbers run from 1 without gaps.
#[macro_export]
macro_rules! code_list {
    ($(#[$doc:meta])* $name:ident, $list:literal { $($variant:ident = $number:literal => $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name {
            $(#[doc = concat!("`", $code, "`")] $variant = $number,)+
        }

        impl $crate::domain::code_list::CodeList for $name {
            const LIST: &'static str = $list;
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn number(self) -> u8 {
                self as u8
            }

            fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u8(*self as u8)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = <u8 as ::serde::Deserialize>::deserialize(deserializer)?;
                <Self as $crate::domain::code_list::CodeList>::from_number(i32::from(number))
                    .ok_or_else(|| ::serde::de::Error::custom(concat!("no such ", $list)))
            }
        }
    };
}

/// Set of codes of one list: the value of a multi-valued field. An empty set means not reported.
pub struct CodeSet<T> {
    bits: u32,
    list: PhantomData<T>,
}

impl<T: CodeList> CodeSet<T> {
    /// The set that holds nothing.
    pub const EMPTY: Self = Self { bits: 0, list: PhantomData };

    /// Adds a code; adding it twice changes nothing.
    pub fn insert(&mut self, code: T) {
        self.bits |= 1 << code.number();
    }

    /// Whether the set holds the code.
    pub fn contains(self, code: T) -> bool {
        self.bits & (1 << code.number()) != 0
    }

    /// Whether the set holds nothing.
    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// The set that holds the codes of both.
    pub fn union(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits, list: PhantomData }
    }

    /// The codes in order of their numbers.
    pub fn iter(self) -> impl Iterator<Item = T> {
        T::ALL.iter().copied().filter(move |code| self.contains(*code))
    }
}

impl<T> Clone for CodeSet<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for CodeSet<T> {}
impl<T> PartialEq for CodeSet<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}
impl<T> Eq for CodeSet<T> {}
impl<T: CodeList> Default for CodeSet<T> {
    fn default() -> Self {
        Self::EMPTY
    }
}
impl<T: CodeList> fmt::Debug for CodeSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
impl<T: CodeList> FromIterator<T> for CodeSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(codes: I) -> Self {
        let mut set = Self::EMPTY;
        codes.into_iter().for_each(|code| set.insert(code));
        set
    }
}
impl<T> Serialize for CodeSet<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(self.bits)
    }
}
impl<'de, T: CodeList> Deserialize<'de> for CodeSet<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bits = u32::deserialize(deserializer)?;
        let known: u32 = T::ALL.iter().map(|code| 1u32 << code.number()).sum();
        if bits & !known != 0 {
            return Err(serde::de::Error::custom("no such code in the list"));
        }
        Ok(Self { bits, list: PhantomData })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes::YesNo;

    #[test]
    fn a_set_refuses_foreign_bits() {
        let set: CodeSet<YesNo> = [YesNo::Yes, YesNo::Yes].into_iter().collect();
        let bytes = postcard::to_stdvec(&set).unwrap();
        assert_eq!(postcard::from_bytes::<CodeSet<YesNo>>(&bytes).unwrap(), set);
        let foreign = postcard::to_stdvec(&(1u32 << 20)).unwrap();
        assert!(postcard::from_bytes::<CodeSet<YesNo>>(&foreign).is_err());
    }
}
