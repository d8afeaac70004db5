import MergedView
import Statements

/// What the columns of a list most likely hold, so that most lists need no mapping.
enum ColumnGuess {
    /// Names of columns, in lower case and without signs, as lists have them.
    private static let names: [String: IndicatorType] = [
        "domain": .domain, "domains": .domain, "domainname": .domain, "website": .domain,
        "site": .domain, "host": .domain, "域名": .domain, "网站": .domain,
        "url": .url, "link": .url, "address": .url, "webaddress": .url, "网址": .url,
        "链接": .url, "email": .email, "mail": .email, "emailaddress": .email, "邮箱": .email,
        "电子邮件": .email, "phone": .phone, "telephone": .phone, "mobile": .phone,
        "tel": .phone, "电话": .phone, "手机": .phone, "seller": .sellerAccount,
        "sellerid": .sellerAccount, "selleraccount": .sellerAccount, "卖家": .sellerAccount,
        "listing": .listing, "listingid": .listing, "iban": .paymentAccount,
        "account": .paymentAccount, "paymentaccount": .paymentAccount, "ip": .ip,
        "ipaddress": .ip, "company": .company, "companyname": .company, "公司": .company,
        "instagram": .socialAccount, "socialaccount": .socialAccount,
    ]

    /// Too loose to be guessed: nearly every text is one.
    private static let loose: Set<IndicatorType> = [.company, .postalAddress]
    private static let strict = Set(IndicatorType.allCases).subtracting(loose)

    /// All that a value without a named kind can be. For looking up only; nothing is signed by a guess.
    static func readings(of text: String) -> [Indicator] {
        SearchQuery.readings(of: text, types: strict)
    }

    /// A row that has no identifier, or names that columns have.
    static func isHeader(_ cells: [String]) -> Bool {
        if cells.contains(where: { names[key($0)] != nil }) { return true }
        return cells.allSatisfy { readings(of: $0).isEmpty }
    }

    /// - Parameter sample: some of its values.
    static func meaning(named name: String?, _ sample: [String]) -> CheckedList.Meaning {
        let filled = sample.filter { !$0.isEmpty }
        if let name, let type = names[key(name)] {
            // A column called 'website' may hold whole addresses.
            let fitting = filled.count { (try? Indicator(type, parsing: $0)) != nil }
            if filled.isEmpty || fitting * 2 >= filled.count { return .kind(type) }
        }
        let readable = filled.count { !readings(of: $0).isEmpty }
        return readable > 0 && readable * 2 >= filled.count ? .anything : .ignored
    }

    private static func key(_ name: String) -> String {
        name.lowercased().filter { $0.isLetter }
    }
}
