import Foundation

/// Output with what is different in every run replaced by its name.
struct Normalised {
    let text: String

    init(_ output: String) {
        var text = output
        text.replace(#/\+[0-9a-f]{8}\+[A-Za-z0-9+\/]{43,44}=?/#, with: "+<key>")
        text.replace(#/key ID [0-9a-f]{8}/#, with: "key ID <id>")
        text.replace(#/[A-Za-z0-9+\/]{80,}=*/#, with: "<signature>")
        text.replace(#/\b[0-9a-f]{64}\b/#, with: "<hex>")
        text.replace(#/[A-Za-z0-9+\/]{43}=/#, with: "<hash>")
        text.replace(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/#, with: "<time>")
        text.replace(#/answered \d{13}/#, with: "answered <time>")
        text.replace(#/"((?:milli)?[sS]econds)" : [0-9.e-]+/#) { #""\#($0.output.1)" : <number>"# }
        text.replace(#/in [0-9.]+ ms/#, with: "in <number> ms")
        text.replace(#/\(sslError\(.*\)\)/#, with: "(<TLS detail>)")
        // The day of the test, which reports bear that give none; it may have ended meanwhile.
        for date in [Date(), Date(timeIntervalSinceNow: -3_600)] {
            text.replace(ISO8601DateFormatter().string(from: date).prefix(10), with: "<today>")
        }
        self.text = text
    }
}
