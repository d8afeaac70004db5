/// Words of goods that are written behind a name without a space: 'guccibag', グッチバッグ.
enum JoinedGoods {
    /// Of a name and its goods together.
    static let lettersMax = 64
    /// Of three letters, though many words end in such: these end few.
    private static let short = letters("bag,cap,hat,mug,toy")
    /// That end words of which they are no goods: 'offering', 'megaphone', 'bisschoppen', 'aromatisch'.
    private static let endings = letters(
        """
        ring,rings,phone,phones,pens,bars,car,cars,tisch,tasse,table,rice,lens,oven,cable,шины,очки
        """)

    private static func letters(_ list: String) -> Set<[UInt32]> {
        Set(
            ContextWords.split(list).map {
                ReadText($0.unicodeScalars.map(\.value), as: .plain).letters
            })
    }

    /// Classes of the goods, a bit each; 0 where these letters are no word of goods, or what is written in one is
    /// a word of its own.
    ///
    /// - Parameters:
    ///   - goods: of the plain reading, from the name's end to the word's.
    ///   - whole: the same with the name before them.
    static func classes(_ goods: ArraySlice<UInt32>, of whole: ArraySlice<UInt32>) -> UInt64 {
        guard let first = goods.first, whole.count <= lettersMax else { return 0 }
        let word = Array(goods)
        guard let classes = GoodsWords.single[word],
            word.count >= lettersMin(Script(of: first)) || short.contains(word),
            !endings.contains(word), !OrdinaryWords.contains(whole)
        else { return 0 }
        return classes
    }

    private static func lettersMin(_ script: Script) -> Int {
        switch script {
        case .han: 2
        case .kana, .thai: 3
        default: 4
        }
    }
}
