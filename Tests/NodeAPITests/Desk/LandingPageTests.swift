import Foundation
import NodeAPI
import Testing

@Suite(.timeLimit(.minutes(30))) struct LandingPageTests {
    @Test("has title, description, canonical and language links, and data that programs read")
    func findable() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            for language in DeskLanguage.allCases {
                let path = "/about/\(language.rawValue)"
                let page = try await connection.get(path, headers: "Accept-Language: fr\r\n")
                #expect(page.status == 200)
                #expect(page.headers["content-language"] == language.tag)
                for part in [
                    "<html lang=\"\(language.tag)\">", "<meta name=\"description\" content=\"",
                    "<link rel=\"canonical\" href=\"https://hub\(path)\">",
                    "hreflang=\"en\" href=\"https://hub/about/en\"",
                    "hreflang=\"zh-Hans\" href=\"https://hub/about/zh\"",
                    "hreflang=\"x-default\"", "content=\"index, follow\"",
                ] {
                    #expect(page.text.contains(part), "\(part)")
                }
                let start = try #require(page.text.range(of: "application/ld+json\">"))
                let end = try #require(page.text.range(of: "</script>"))
                let data = Data(page.text[start.upperBound..<end.lowerBound].utf8)
                let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
                #expect(object?["@type"] as? String == "WebPage")
                #expect(object?["url"] as? String == "https://hub\(path)")
            }
            let chinese = try await connection.get("/about", headers: "Accept-Language: zh\r\n")
            #expect(chinese.headers["content-language"] == "zh-Hans")
        }
    }

    @Test("search engines are led to it and away from everything else")
    func robots() async throws {
        try await LiveDesk.with { desk in
            let connection = try await desk.connect(nil)
            let robots = try await connection.get("/robots.txt")
            #expect(robots.text.contains("Disallow: /console\n"))
            #expect(robots.text.contains("Sitemap: https://hub/sitemap.xml"))
            let sitemap = try await connection.get("/sitemap.xml")
            #expect(sitemap.headers["content-type"]?.hasPrefix("application/xml") == true)
            #expect(sitemap.text.contains("<loc>https://hub/about/zh</loc>"))
            let start = try await connection.get("/", headers: "Accept: text/html\r\n")
            #expect(start.text.contains("content=\"noindex\""))
        }
    }
}
