/// Scripts that write each sound they hear: Cyrillic, Greek, Armenian, Georgian.
struct AlphabetSpelling: Sendable {
    let language: String
    private let hasCapitals: Bool
    /// Longest first where one begins like another.
    private let letters: [(phones: [UInt8], spelling: String)]
    /// Other spellings of a sound: as people write it who spell letter by letter.
    private let plain: [UInt8: String]
    private let atEnd: [String: String]

    private init(
        _ language: String, hasCapitals: Bool = true, _ table: String, plain: String = "",
        atEnd: [String: String] = [:]
    ) {
        self.language = language
        self.hasCapitals = hasCapitals
        self.atEnd = atEnd
        letters = PhoneTable.entries(table).sorted { $0.phones.count > $1.phones.count }
        self.plain = Dictionary(
            PhoneTable.entries(plain).map { ($0.phones[0], $0.spelling) }, uniquingKeysWith: { $1 })
    }

    static let all = [
        AlphabetSpelling(
            "ru",
            """
            p=п b=б t=т d=д k=к g=г f=ф v=в s=с z=з h=х m=м n=н l=л r=р w=в y=й S=ш Z=ж C=ч J=дж c=ц N=нг
            a=а e=е i=и o=о u=у ya=я yu=ю ye=е yo=йо yi=и ks=кс ia=ия iu=ю
            """, plain: "w=у J=ж h=г"),
        AlphabetSpelling(
            "el",
            """
            p=π b=μπ t=τ d=ντ k=κ g=γκ f=φ v=β s=σ z=ζ h=χ m=μ n=ν l=λ r=ρ w=ου y=γι S=σ Z=ζ C=τσ J=τζ c=τσ
            N=νγκ a=α e=ε i=ι o=ο u=ου ks=ξ ps=ψ
            """, plain: "b=β d=δ g=γ u=υ w=β", atEnd: ["σ": "ς"]),
        AlphabetSpelling(
            "hy",
            """
            p=պ b=բ t=տ d=դ k=կ g=գ f=ֆ v=վ s=ս z=զ h=հ m=մ n=ն l=լ r=ր w=վ y=յ S=շ Z=ժ C=չ J=ջ c=ց N=նգ
            a=ա e=ե i=ի o=ո u=ու ya=յա
            """, plain: "p=փ t=թ k=ք C=ճ"),
        AlphabetSpelling(
            "ka", hasCapitals: false,
            """
            p=პ b=ბ t=ტ d=დ k=კ g=გ f=ფ v=ვ s=ს z=ზ h=ჰ m=მ n=ნ l=ლ r=რ w=უ y=ი S=შ Z=ჟ C=ჩ J=ჯ c=ც N=ნგ
            a=ა e=ე i=ი o=ო u=უ
            """, plain: "p=ფ t=თ k=ქ C=ჭ h=ხ w=ვ"),
    ]

    func spell(_ words: [[UInt8]]) -> [String] {
        let usual = words.map { spell($0, plainly: false) }.joined(separator: " ")
        let other = words.map { spell($0, plainly: true) }.joined(separator: " ")
        return usual == other ? [usual] : [usual, other]
    }

    private func spell(_ phones: [UInt8], plainly: Bool) -> String {
        var spelled = ""
        var rest = phones[...]
        while let first = rest.first {
            if plainly, let letter = plain[first] {
                spelled += letter
                rest = rest.dropFirst()
                continue
            }
            guard let entry = letters.first(where: { rest.starts(with: $0.phones) }) else {
                rest = rest.dropFirst()
                continue
            }
            spelled += entry.spelling
            rest = rest.dropFirst(entry.phones.count)
        }
        for (letter, end) in atEnd where spelled.hasSuffix(letter) {
            spelled = String(spelled.dropLast()) + end
        }
        return hasCapitals ? NameSpelling.capitalised(spelled) : spelled
    }
}

/// Tables of spellings: `p=п ks=кс`.
enum PhoneTable {
    static func entries(_ table: String) -> [(phones: [UInt8], spelling: String)] {
        table.unicodeScalars.split(whereSeparator: { $0 == " " || $0 == "\n" }).compactMap {
            entry in
            guard let sign = entry.firstIndex(of: "=") else { return nil }
            return (
                Array(String(entry[..<sign]).utf8), String(entry[entry.index(after: sign)...])
            )
        }
    }

    /// By the one phone that each entry has.
    static func byPhone(_ table: String) -> [UInt8: String] {
        Dictionary(entries(table).map { ($0.phones[0], $0.spelling) }, uniquingKeysWith: { $1 })
    }
}
