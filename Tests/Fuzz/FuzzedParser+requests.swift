import NodeAPI
import Peering

extension FuzzedParser {
    static let requests = [
        FuzzedParser(
            "request-target",
            samples: [
                "/01/09520123456788/21/A%2FB?linkType=gs1:pip&x=1+2", "/",
                "/verify/gtin/09520123456788/lot/L/ser/S?exp=270430&linkType=verificationService"
                    + "&context=dscsaSaleableReturn&reqGLN=9520123456788&corrUUID=x",
                "/.well-known/gs1resolver", "/a/../b/%2e%2e/c?&&==",
            ],
            words: ["%2e", "%2F", "..", "?", "&", "+", "%c3%a9", "%ff", "linkType="]
        ) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            do {
                let target = try RequestTarget(parsing: text)
                guard target.segments.count <= RequestTarget.segmentsMax,
                    target.parameters.count <= RequestTarget.parametersMax,
                    target.path.utf8.count + (target.query.map { $0.utf8.count + 1 } ?? 0)
                        == text.utf8.count
                else {
                    throw BrokenPromise("a part is lost, or there are more than the limits allow")
                }
                return "\(target.segments.count) \(target.parameters.count)"
            } catch let problem as PeerProblem {
                return problem.keyword + " \(problem.detail.prefix(40))"
            }
        },
        FuzzedParser(
            "accept",
            samples: [
                "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
                "application/linkset+json;q=1.000",
                "de-CH;q=0.7, zh-Hans;q=0.9, *;q=0",
            ],
            words: [";q=", "*/*", "0.5", ",", "application/json", "zh", "text/"]
        ) { bytes in
            let header = String(decoding: bytes, as: UTF8.self)
            let offers = ["text/html", "application/json", "application/linkset+json"]
            let ranges = MediaRanges(header)
            let best = ranges.best(of: offers)
            let qualities = offers.map { ranges.quality(of: $0) }
            guard qualities.allSatisfy({ (0...1000).contains($0) }) else {
                throw BrokenPromise("a quality outside of 0 to 1000")
            }
            if let best, ranges.quality(of: best) < (qualities.max() ?? 0) {
                throw BrokenPromise("\(best) is not what is wanted most")
            }
            return "\(best ?? "none") \(qualities) \(DeskLanguage(accepting: header))"
        },
    ]
}
