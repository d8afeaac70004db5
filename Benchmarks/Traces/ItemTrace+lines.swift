extension ItemTrace {
    /// One JSON object on one line, truth included:
    /// `{"item":7,"copies":0,"scans":[{"at":…,"kind":"sold","country":"FR","latitude":…,…}]}`.
    package var jsonLine: String {
        let scans = scans.map { scan in
            var text =
                #"{"at":\#(scan.at),"kind":"\#(scan.kind.rawValue)","country":"\#(scan.country)""#
            if let position = scan.position {
                text += #","latitude":\#(Self.degrees(position.latitude))"#
                text += #","longitude":\#(Self.degrees(position.longitude))"#
            }
            return text + #","by":"\#(scan.by)","object":\#(scan.object)}"#
        }
        return #"{"item":\#(item),"copies":\#(copies),"scans":[\#(scans.joined(separator: ","))]}"#
    }

    package static let csvHeader = "item,copies,at,kind,country,latitude,longitude,by,object"

    /// One line a scan.
    package var csvLines: [String] {
        scans.map { scan in
            let place = scan.position.map {
                "\(Self.degrees($0.latitude)),\(Self.degrees($0.longitude))"
            }
            return "\(item),\(copies),\(scan.at),\(scan.kind.rawValue),\(scan.country),"
                + "\(place ?? ","),\(scan.by),\(scan.object)"
        }
    }

    /// Four decimals: some ten metres.
    private static func degrees(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
