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
        ("base", -8000),
        ("seller-members", 2002),
        ("linked-members", 1452),
        ("pending-members", 1001),
        ("grey-reports", 0),
        ("scan-counterfeit", 157),
        ("scan-suspect", 42),
        ("scan-genuine", 0),
        ("seller-scans", 2146),
        ("test-buy-counterfeit", 109),
        ("test-buy-genuine", -112),
        ("seller-test-buys", 85),
        ("mark-plain", 1596),
        ("mark-disguised", 1394),
        ("mark-descriptive", -2195),
        ("mark-absent", -423),
        ("mark-common-word", 0),
        ("image-official", 356),
        ("image-known", 358),
        ("price-below", 575),
        ("model-unknown", 1065),
        ("product-of-owner", 0),
        ("product-of-other", -62),
        ("quantity", 2584),
        ("ground-test-buy", 291),
        ("ground-model-does-not-exist", 206),
        ("ground-mark-in-listing", 708),
        ("ground-design", 465),
        ("ground-copyright", -897),
        ("ground-patent", 60),
        ("evidence-independent", 548),
        ("evidence-laboratory", 3),
        ("evidence-reused", 0),
        ("record-good", 0),
        ("record-bad", -2712),
        ("linked-record-bad", -226),
        ("complainant-member", 0),
        ("complainant-new", 0),
        ("strangers-together", 0),
        ("seller-young", 1956),
        ("seller-sales", 0),
        ("seller-found", 2967),
        ("linked-found", 1601),
        ("seller-cleared", -619),
    ]
}
