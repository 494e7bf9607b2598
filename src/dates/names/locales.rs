//! The names of months and weekdays in the locales of glibc, through `pure-rust-locales`.

/// The names of the months, from January, and of the weekdays, from Sunday, in one locale.
pub(super) struct Locale {
    /// The code of the language.
    pub(super) code: &'static str,
    /// The names of months, in the form that dates use if there are two forms.
    pub(super) months: &'static [&'static str],
    /// The other form of each month's name: the nominative.
    pub(super) other_months: Option<&'static [&'static str]>,
    pub(super) short_months: &'static [&'static str],
    /// The other form of each short name.
    pub(super) other_short_months: Option<&'static [&'static str]>,
    pub(super) weekdays: &'static [&'static str],
    pub(super) short_weekdays: &'static [&'static str],
}

macro_rules! locales {
    ($($code:literal $locale:ident,)*) => {
        &[$(Locale {
            code: $code,
            months: pure_rust_locales::$locale::LC_TIME::MON,
            other_months: pure_rust_locales::$locale::LC_TIME::ALT_MON,
            short_months: pure_rust_locales::$locale::LC_TIME::ABMON,
            other_short_months: pure_rust_locales::$locale::LC_TIME::AB_ALT_MON,
            weekdays: pure_rust_locales::$locale::LC_TIME::DAY,
            short_weekdays: pure_rust_locales::$locale::LC_TIME::ABDAY,
        },)*]
    };
}

/// The locales that are read, a language being there more than once where countries differ.
pub(super) const LOCALES: &[Locale] = locales! {
    "en" en_US, "de" de_DE, "de" de_AT, "fr" fr_FR, "es" es_ES, "it" it_IT, "pt" pt_PT, "pt" pt_BR, "nl" nl_NL,
    "sv" sv_SE, "da" da_DK, "nb" nb_NO, "nn" nn_NO, "fi" fi_FI, "pl" pl_PL, "cs" cs_CZ, "sk" sk_SK, "sl" sl_SI,
    "hr" hr_HR, "sr" sr_RS, "sr" sr_RS_latin, "bs" bs_BA, "mk" mk_MK, "hu" hu_HU, "ro" ro_RO, "bg" bg_BG,
    "ru" ru_RU, "uk" uk_UA, "be" be_BY, "el" el_GR, "tr" tr_TR, "ar" ar_SA, "ar" ar_SY, "ar" ar_EG, "ar" ar_MA,
    "he" he_IL, "fa" fa_IR, "hi" hi_IN, "bn" bn_BD, "mr" mr_IN, "ta" ta_IN, "te" te_IN, "ur" ur_PK, "th" th_TH,
    "vi" vi_VN, "id" id_ID, "ms" ms_MY, "zh" zh_CN, "ja" ja_JP, "ko" ko_KR, "et" et_EE, "lv" lv_LV, "lt" lt_LT,
    "ca" ca_ES, "eu" eu_ES, "gl" gl_ES, "sq" sq_AL, "is" is_IS, "ga" ga_IE, "cy" cy_GB, "mt" mt_MT, "af" af_ZA,
    "sw" sw_KE, "tl" tl_PH, "tl" fil_PH, "ka" ka_GE, "hy" hy_AM, "az" az_AZ, "kk" kk_KZ, "uz" uz_UZ, "mn" mn_MN,
    "lb" lb_LU, "fo" fo_FO, "ky" ky_KG, "tg" tg_TJ, "ne" ne_NP, "si" si_LK, "km" km_KH, "lo" lo_LA, "my" my_MM,
    "am" am_ET, "gu" gu_IN, "kn" kn_IN, "ml" ml_IN, "pa" pa_IN, "fy" fy_NL,
};
