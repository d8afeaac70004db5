/// Words that say that a name is not the maker's: what goods go with, or only resemble. One phrase
/// between commas, in the languages of the marketplaces that members report from.
///
/// A title has most of these words in other senses too ('slim fit', 'like new', 'faux fur'), so that each
/// counts only where it stands as its list says.
enum NegativeWords {
    /// Right before the name and nothing between: 'like new' is no likeness, and 'no box' denies no name.
    static let directly =
        "like,unlike,no,not,non,kein,keine,wie,comme,como,как,tipo,estilo,stile,à la"

    /// Right before the name, or with 'my' and the like between.
    static let before = """
        for,for your,for the,to fit,to suit,fuer,fur den,fur die,fur das,passend fur,passend zu,pour,pour votre
        per il,para,para el,para la,para tu,voor,dla,для,inspired by,alternative to,alternative for
        passt zu,im stil von,nach art von,inspiriert von,dans le style de,inspiré de,inspirée de,inspiré par
        inspirado en,inspirada en,ispirato a,ispirata a,w stylu,в стиле,по мотивам,аналог
        compatibles,compatibile,compatibili,kompatibel,kompatible
        适合,適合,通用
        """

    /// The same as long as it is written with its accent: 'fur' is what coats are made of.
    static let accented = "für"

    /// The same, in scripts without spaces also with other names between: 适用华为三星.
    static let beforeNames = "適用,适用,适用于,適用於,用于,用於,兼容,相容"

    /// Before the name, or a list of names, unless it goes on about whom or what it is made for.
    static let beforeList = """
        compatible with,compatible for,compatible to,compatible,replacement for,replaces,works with,designed for
        for use with,for use in,made for,suitable for,substitute for,equivalent to,adapter for
        kompatibel mit,kompatibel zu,kompatibel fur,ersatz fur,ersatzteil fur,geeignet fur,compatible avec
        compatibles avec,compatible con,compatibile con,compatibili con,ricambio per,repuesto para,remplace
        compatível com,kompatybilny z,compatibel met,geschikt voor,совместимо с,совместим с,совместимый с
        подходит для,uyumlu,متوافق مع,תואם ל,호환,交換用,対応機種
        """

    /// Right after the name; in scripts without spaces also behind what the name's owner calls its goods.
    static let after = """
        compatible,compatibles,kompatibel,compatibile,inspired,alternative,replacement,dupe
        対応,対応ケース,互換,互換品,用,専用,专用,适用,兼容,호환,호환용,용
        """

    /// Right after the name and nothing between, with no number behind, which is one of the maker's own.
    static let manner = "type,style,同款,风格,风,タイプ,スタイル,스타일"

    /// Before a number of the maker: 'Gucci style no. 443497'.
    static let numbering = "no,nr,num,number,code,id,ref,номер,номера"
}
