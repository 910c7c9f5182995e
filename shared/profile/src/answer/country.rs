//! A country.

use super::{Answer, Problem};

/// The codes of ISO 3166-1 alpha-2, and XK, which is Kosovo's everywhere but there: two octets each.
pub const COUNTRIES: &str = "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCO\
CRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJO\
JPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPH\
PKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVN\
VUWFWSXKYEYTZAZMZW";

/// Whether this is the code of a country, in capital letters.
#[must_use]
pub fn is_country(code: &str) -> bool {
    let (codes, _) = COUNTRIES.as_bytes().as_chunks::<2>();
    codes
        .iter()
        .any(|known| known.as_slice() == code.as_bytes())
}

/// Reads the code of a country.
pub(super) fn read(sent: &str) -> Result<Option<Answer>, Problem> {
    match sent {
        "" => Ok(None),
        code if is_country(code) => Ok(Some(Answer::Text(code.to_owned()))),
        _ => Err(Problem::NotAnOption),
    }
}
