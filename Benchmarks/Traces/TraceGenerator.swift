/// Draws the story of every item of a population: how it was made, shipped, sold, scanned, brought
/// back and passed on, and whether its number was copied. Each item depends on the seed and its own
/// index only, so that any part of a population can be drawn alone.
package struct TraceGenerator: Sendable {
    package let parameters: TraceParameters
    private let sites: TradeSites
    private let warehouseOfCity: [TradeSite]

    /// Milliseconds since 1970 of day 0: 2026-01-01 UTC.
    package static let start: UInt64 = 1_767_225_600_000

    package init(_ parameters: TraceParameters) {
        self.parameters = parameters
        let sites = TradeSites(parameters)
        self.sites = sites
        warehouseOfCity = World.cities.indices.map { sites.warehouse(for: $0) }
    }

    package var itemCount: Int { Int(parameters.items) }

    package func trace(of item: Int) -> ItemTrace {
        var random = TraceRandom(seed: UInt64(parameters.seed), stream: UInt64(item))
        var reads = Reads(parameters, item: item)
        var journey = Journey(
            parameters: parameters, sites: sites, warehouseOfCity: warehouseOfCity)
        journey.run(&reads, &random)
        var copies = 0
        if random.chance(parameters.clones) {
            copies = CopyRun(
                parameters: parameters, sites: sites,
                madeAt: journey.madeAt, shelvedAt: journey.shelvedAt, city: journey.homeCity
            ).run(&reads, &random)
        }
        return ItemTrace(item: item, copies: copies, scans: reads.inOrder())
    }
}
