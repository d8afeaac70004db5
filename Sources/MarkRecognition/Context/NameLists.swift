import Statements

/// What stands between the names of a list, and before a name beside 'for'.
enum NameLists {
    /// Scalars between two names of one list.
    private static let jointMax = 12
    private static let signs: Set<UInt32> = Set(",/&+|、，／・".unicodeScalars.map(\.value))
    private static let joints = spellings(
        "and,or,und,oder,et,ou,y,e,o,i,en,og,och,ve,и,или,和,与,與,及,或,や,と,및")
    private static let attributes = spellings(
        """
        my,your,our,the,all,any,new,old,older,newer,most,original,genuine,mein,meine,dein,ihr,alle,neue,mon,votre
        tous,toutes,mi,su,todos,il,tutti,nuovo,вашего,всех,нового,новых
        """)

    /// As a title has them: small, in capitals, and with one at the beginning. Slices, so that none is made of a
    /// text to look it up.
    private static func spellings(_ list: String) -> Set<ArraySlice<UInt32>> {
        Set(
            ContextWords.split(list).flatMap { word in
                [word, word.uppercased(), word.prefix(1).uppercased() + word.dropFirst()].map {
                    $0.unicodeScalars.map(\.value)[...]
                }
            })
    }

    /// Whether names on both sides of this part of a text are of one list: 'Samsung, Huawei and Xiaomi'.
    ///
    /// - Parameter bySigns: whether a comma joins as 'and' does.
    static func isJoint(_ between: Range<Int>, _ scalars: [UInt32], bySigns: Bool) -> Bool {
        guard between.count <= jointMax else { return false }
        guard let first = between.first(where: { isLetter(scalars[$0]) }),
            let last = between.last(where: { isLetter(scalars[$0]) })
        else { return bySigns && scalars[between].contains(where: signs.contains) }
        return joints.contains(scalars[first...last])
    }

    /// Whether the next name of a list may follow this part of a text, whatever else is in it: 'Galaxy S23, '.
    static func endsInJoint(_ part: Range<Int>, _ scalars: [UInt32]) -> Bool {
        guard let last = part.last(where: { !TextFolding.isWhiteSpace(scalars[$0]) }) else {
            return false
        }
        if signs.contains(scalars[last]) { return true }
        if Script(of: scalars[last]).isUnspaced { return joints.contains(scalars[last...last]) }
        var first = last
        while first > part.lowerBound, last - first < jointMax, isLetter(scalars[first - 1]) {
            first -= 1
        }
        return joints.contains(scalars[first...last])
    }

    /// Whether these letters may stand between 'for' and a name.
    ///
    /// - Parameter letters: as `ReadText` reads them.
    static func isAttribute(_ letters: ArraySlice<UInt32>) -> Bool { attributes.contains(letters) }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        !signs.contains(scalar) && !TextFolding.isWhiteSpace(scalar)
    }
}
