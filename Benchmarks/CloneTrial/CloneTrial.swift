package import GS1
package import ProductAuthentication
package import SupplyChainTraces

/// One population put before the clone detector, with what a scan history keeps of each item.
package struct CloneTrial: Sendable {
    package let parameters: TraceParameters
    package let product: ProductKey

    /// - Parameter gtin: any; the scans need one.
    package init(_ parameters: TraceParameters, gtin: GTIN) {
        self.parameters = parameters
        product = .gtin(gtin)
    }

    /// When the histories end, and are judged: milliseconds since 1970.
    private var end: UInt64 { TraceGenerator.start + UInt64(parameters.days * 86_400_000) }

    package func run() throws -> CloneFigures {
        let detector = CloneDetector()
        var figures = CloneFigures()
        try forEach { trace, held in
            figures.add(trace, isSuspected: detector.assess(held, at: end).isSuspected)
        }
        return figures
    }

    /// What the detector counts of each item, with the truth: the table that weights are fitted on.
    ///
    /// - Returns: how many items there are of each kind.
    package func signs() throws -> [CloneSigns: Int] {
        let detector = CloneDetector()
        var table: [CloneSigns: Int] = [:]
        try forEach { trace, held in
            let row = CloneSigns(
                isCloned: trace.isCloned, isCopySeen: trace.scansOfCopies > 0,
                counts: detector.counts(held, at: end))
            table[row, default: 0] += 1
        }
        return table
    }

    /// - Parameter body: a history with the truth about it, and what a scan history keeps of it.
    private func forEach(_ body: (ItemTrace, [Scan]) -> Void) throws {
        let generator = TraceGenerator(parameters)
        var countries: [String: Country] = [:]
        for item in 0..<generator.itemCount {
            let trace = generator.trace(of: item)
            var held: [Scan] = []
            for scan in trace.scans {
                let country = try countries[scan.country] ?? Country(parsing: scan.country)
                countries[scan.country] = country
                _ = ScanWindow.add(try self.scan(scan, of: item, in: country), to: &held)
            }
            body(trace, held)
        }
    }

    /// Without the truth.
    private func scan(
        _ traced: TracedScan, of item: Int, in country: Country
    ) throws -> Scan {
        let position = traced.position.flatMap {
            ScanPlace.Position(
                latitude: $0.latitude,
                longitude: $0.longitude > 180
                    ? $0.longitude - 360 : $0.longitude < -180 ? $0.longitude + 360 : $0.longitude)
        }
        return try Scan(
            product: product, serial: String(item), at: traced.at, kind: Self.kind(traced.kind),
            place: ScanPlace(country: country, position: position), by: traced.by)
    }

    private static func kind(_ kind: TracedScan.Kind) -> Scan.Kind {
        switch kind {
        case .commissioned: .commissioned
        case .packed: .packed
        case .shipped: .shipped
        case .received: .received
        case .sold: .sold
        case .returned: .returned
        case .exported: .exported
        case .destroyed: .destroyed
        case .inspected: .inspected
        case .verified: .verified
        }
    }
}

/// An item as the detector sees it, with the truth about it.
package struct CloneSigns: Hashable, Sendable {
    package let isCloned: Bool
    package let isCopySeen: Bool
    /// In the order of `CloneSign.allCases`.
    package let counts: [Int]
}
