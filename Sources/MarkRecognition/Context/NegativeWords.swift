/// Words that say that a name is not the maker's: what goods go with, or only resemble. One phrase
/// between commas, in the languages of the marketplaces that members report from.
enum NegativeWords {
    /// Right before the name.
    static let before = """
        for,fits,fit,suits,suit,for your,for the,fur,fur den,fur die,fur das,passend fur,passend zu,pour,pour votre
        per,per il,para,para el,para la,para tu,voor,do,dla,pro,til,till,для,на,à la,unlike,like,no,not,non,kein
        適用,适用,适用于,適用於,适合,適合,用于,用於,兼容,相容,通用
        """

    /// Before the name, or a list of names.
    static let beforeList = """
        compatible with,compatible for,compatible to,compatible,replacement for,replaces,works with,designed for
        made for,suitable for,alternative to,alternative for,inspired by,substitute for,equivalent to,adapter for
        kompatibel mit,kompatibel zu,kompatibel fur,ersatz fur,ersatzteil fur,geeignet fur,compatible avec
        compatibles avec,compatible con,compatibile con,compatibili con,ricambio per,repuesto para,remplace
        compatível com,kompatybilny z,compatibel met,geschikt voor,совместимо с,совместим с,совместимый с
        подходит для,uyumlu,متوافق مع,תואם ל,호환,交換用,対応機種
        """

    /// Right after the name.
    static let after = """
        compatible,compatibles,kompatibel,compatibile,type,style,inspired,alternative,replacement,dupe
        対応,対応ケース,互換,互換品,用,専用,适用,兼容,同款,风格,风,호환,호환용,용,스타일
        """
}
