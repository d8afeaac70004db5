/// A figure of ours beside OpenTAXII's to the same requests.
enum PeerRatio {
    static func figure(
        _ name: String, _ unit: String, _ own: CollectionLoad.Served,
        _ theirs: CollectionLoad.Served?, wanted: Double, remarks: [String]
    ) -> Figure {
        let peer =
            theirs.map {
                "OpenTAXII \(Figure.rounded($0.perSecond)) \(unit), \($0.result.latencies.remark): "
                    + "\(Figure.rounded(own.perSecond / $0.perSecond)) times, wanted \(Int(wanted))"
            } ?? "BENCH_OPENTAXII names no Python with OpenTAXII: there is nothing to compare with"
        return Figure(
            name: name, value: own.perSecond, unit: unit, limit: "OpenTAXII on SQLite",
            limitValue: theirs?.perSecond ?? .nan, cpuSeconds: own.cpuSeconds,
            peakMemoryBytes: own.peakMemoryBytes, remarks: remarks + [peer])
    }
}
