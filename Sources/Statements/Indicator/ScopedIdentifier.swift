import AllianceNames

/// Canonical form of `seller-account`, `listing` and `social-account`: `scope:identifier`, such as
/// `shopee:store123`.
///
/// Rule: the scope (a marketplace or platform) is an identifier of the alliance, in lower case. The
/// identifier is NFKC with its case folded, white space collapsed, control characters refused; a
/// social handle also loses the `@` before it. Case is folded since no marketplace or platform of
/// the alliance gives two accounts names that differ by case only, while people and programs write
/// them in both. One that does is added to `caseKeepingScopes`, which raises the fold version.
enum ScopedIdentifier {
    /// Scopes whose identifiers count case: the channel numbers of YouTube, base64 of a number.
    static let caseKeepingScopes: Set<String> = ["youtube-channel"]

    static func canonical(
        _ raw: String, scope noun: String, dropsAtSign: Bool = false
    ) throws(Refusal) -> String {
        let (scope, rest) = try split(ScalarText(raw).trimmed, scope: noun)
        return scope + ":"
            + (try identifier(
                rest, keepsCase: caseKeepingScopes.contains(scope), dropsAtSign: dropsAtSign))
    }

    /// The scope, canonical, and what follows the first colon, as it came.
    static func split(
        _ text: ScalarText, scope noun: String
    ) throws(Refusal) -> (scope: String, rest: ScalarText) {
        guard let colon = text.scalars.firstIndex(where: { $0 == 0x3a || $0 == 0xff1a }) else {
            throw Refusal("scope", "it has no \(noun) and colon before it")
        }
        let folded = ScalarText(scalars: Array(text.scalars[..<colon])).trimmed.folded.string
        let scope: MarketplaceID
        do {
            scope = try MarketplaceID(parsing: folded)
        } catch {
            throw Refusal(
                "scope",
                "its \(noun) is not 1 to 63 of a-z, 0-9, '.' and '-', beginning with a letter or digit"
            )
        }
        return (scope.rawValue, ScalarText(scalars: Array(text.scalars[(colon + 1)...])))
    }

    static func identifier(
        _ text: ScalarText, keepsCase: Bool, dropsAtSign: Bool = false
    ) throws(Refusal) -> String {
        var kept =
            keepsCase ? ScalarText(scalars: Normalization.composed(text.scalars)) : text.folded
        if dropsAtSign {
            let handle = kept.scalars.drop {
                $0 == 0x40 || $0 == 0xff20 || ScalarText.isWhiteSpace($0)
            }
            kept = ScalarText(scalars: Array(handle))
        }
        kept = kept.collapsed
        guard !kept.scalars.isEmpty else {
            throw Refusal("identifier", "nothing follows the colon")
        }
        guard !kept.hasControlCharacter else {
            throw Refusal("character", "it holds a control character")
        }
        return kept.string
    }
}
