extension WeightTable {
    /// The weights in use: log-odds in thousandths for one of each feature.
    ///
    /// Learnt on 2026-11-27 from what people decided in generated years, seeds 101 to 104
    /// (docs/complaint-scoring.md). Weights of 0 are those that came out against their direction.
    package static let current: WeightTable = {
        do throws(Problem) {
            return try WeightTable(version: "2026-11-27", currentRows)
        } catch {
            preconditionFailure("the weights in use: \(error)")
        }
    }()

    private static let currentRows: [(name: String, thousandths: Int)] = [
        ("base", -9535),
        ("seller-members", 2090),
        ("linked-members", 1646),
        ("pending-members", 1045),
        ("grey-reports", 0),
        ("scan-counterfeit", 108),
        ("scan-suspect", 113),
        ("scan-genuine", -118),
        ("seller-scans", 2297),
        ("test-buy-counterfeit", 151),
        ("test-buy-genuine", 0),
        ("seller-test-buys", 204),
        ("mark-plain", 539),
        ("mark-disguised", 2376),
        ("mark-descriptive", -2028),
        ("mark-absent", -396),
        ("mark-common-word", 0),
        ("image-official", 450),
        ("image-known", 446),
        ("price-below", 920),
        ("model-unknown", 1424),
        ("product-of-owner", 0),
        ("product-of-other", -75),
        ("quantity", 2385),
        ("ground-test-buy", 375),
        ("ground-model-does-not-exist", 232),
        ("ground-mark-in-listing", 534),
        ("ground-design", 471),
        ("ground-copyright", -994),
        ("ground-patent", 32),
        ("evidence-independent", 514),
        ("evidence-laboratory", 3),
        ("evidence-reused", 0),
        ("record-good", 0),
        ("record-bad", -2463),
        ("linked-record-bad", -389),
        ("complainant-member", 0),
        ("complainant-new", 0),
        ("strangers-together", 0),
        ("seller-young", 1892),
        ("seller-sales", 0),
        ("seller-found", 2694),
        ("linked-found", 1689),
        ("seller-cleared", -449),
    ]
}
