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
                "/.well-known/gs1resolver", "/a/b%20%c3%a9/c?&&==",
            ],
            words: ["%2e", "%2F", "..", "?", "&", "+", "%c3%a9", "%ff", "linkType="]
        ) { input in
            guard let text = text(input),
                let target = try understood({ try RequestTarget(parsing: text) })
            else { return false }
            try promise(
                target.segments.count <= RequestTarget.segmentsMax
                    && target.parameters.count <= RequestTarget.parametersMax,
                "it has more parts than the limits allow")
            try promise(
                target.path + (target.query.map { "?" + $0 } ?? "") == text, "a part is lost")
            try promise(
                target.segments.allSatisfy { !["", ".", ".."].contains($0) },
                "a segment leads elsewhere")
            return true
        },
        FuzzedParser(
            "accept",
            samples: [
                "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
                "application/linkset+json;q=1.000",
                "de-CH;q=0.7, zh-Hans;q=0.9, *;q=0",
            ],
            words: [";q=", "*/*", "0.5", ",", "application/json", "zh", "text/"]
        ) { input in
            guard let header = text(input) else { return false }
            let offers = ["text/html", "application/json", "application/linkset+json"]
            let ranges = MediaRanges(header)
            let best = ranges.best(of: offers)
            let qualities = offers.map { ranges.quality(of: $0) }
            try promise(
                qualities.allSatisfy { (0...1000).contains($0) },
                "a quality outside of 0 to 1000")
            try promise(
                best.map { ranges.quality(of: $0) } ?? 0 == qualities.max() ?? 0,
                "\(best ?? "nothing") is not what is wanted most")
            _ = DeskLanguage(accepting: header)
            return best != nil
        },
    ]
}
