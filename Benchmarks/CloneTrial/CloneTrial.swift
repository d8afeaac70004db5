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

    package func run() throws -> CloneFigures {
        let generator = TraceGenerator(parameters)
        let detector = CloneDetector()
        var figures = CloneFigures()
        var countries: [String: Country] = [:]
        for item in 0..<generator.itemCount {
            let trace = generator.trace(of: item)
            var held: [Scan] = []
            for scan in trace.scans {
                let country = try countries[scan.country] ?? Country(parsing: scan.country)
                countries[scan.country] = country
                _ = ScanWindow.add(try self.scan(scan, of: item, in: country), to: &held)
            }
            figures.add(trace, isSuspected: detector.assess(held).isSuspected)
        }
        return figures
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
