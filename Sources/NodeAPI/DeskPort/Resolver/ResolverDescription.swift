import JSON

/// What this resolver can do, for programs that look for one.
///
/// Source: GS1-Conformant resolver standard 1.2, resolver description file at
/// `/.well-known/gs1resolver`.
enum ResolverDescription {
    static let seconds = 3_600

    static func answer(_ request: DeskRequest) -> DeskAnswer {
        let description = JSONValue.members([
            ("name", .string("Touchstone")),
            ("resolverRoot", .string(request.origin)),
            (
                "supportedLinkType",
                .array([
                    .members([
                        ("namespace", .string(LinkType.vocabulary)), ("prefix", .string("gs1:")),
                    ])
                ])
            ),
            ("supportedPrimaryKeys", .array([.string("01")])),
            ("supportedContextValuesEnumerated", .array([.string("dscsaSaleableReturn")])),
            ("linkTypeDefaultCanBeLinkset", .bool(false)),
            ("supportsLanguageVariants", .bool(true)),
            ("supportsSemanticInterpretation", .bool(false)),
            ("validatesAIcombinations", .bool(true)),
            ("supportsDecompression", .bool(false)),
        ])
        var answer = DeskAnswer.json(description.bytes)
        answer.caching = .everybody(seconds: seconds)
        return answer
    }
}
