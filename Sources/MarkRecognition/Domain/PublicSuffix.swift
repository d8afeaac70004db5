/// How many labels at the end of a domain name nobody can register: by rule, without a list
/// (docs/decisions/0030). It weighs a hit and guards nothing.
enum PublicSuffix {
    /// Below a country's label.
    private static let secondLevel: Set<String> = [
        "co", "com", "net", "org", "gov", "gob", "gouv", "edu", "ac", "or", "ne", "go", "mil",
        "nom",
        "info", "biz", "web", "firm", "gen", "ind", "ltd", "plc", "sch", "id", "my", "in", "asn",
        "idf",
        "art", "blog", "eco", "adm", "adv", "sld", "nic", "pro", "int", "ad", "ed", "gr", "lg",
        "re", "pe",
    ]
    /// Those who give out names below their own.
    private static let hosts: Set<String> = [
        "workers.dev", "pages.dev", "web.app", "firebaseapp.com", "github.io", "gitlab.io",
        "netlify.app", "vercel.app", "herokuapp.com", "onrender.com", "blogspot.com",
        "wordpress.com", "weebly.com", "weeblysite.com", "wixsite.com", "webflow.io", "glitch.me",
        "azurewebsites.net", "cloudfront.net", "amazonaws.com", "appspot.com", "run.app",
        "fly.dev", "repl.co", "replit.app", "surge.sh", "000webhostapp.com", "duckdns.org",
        "ngrok.io", "ngrok.app", "r2.dev", "myshopify.com", "square.site", "us.com", "eu.com",
        "uk.com",
        "cn.com", "de.com", "ru.com", "sa.com", "za.com", "us.kg", "framer.app", "webcindario.com",
        "godaddysites.com", "mystrikingly.com", "translate.goog", "backblazeb2.com", "ipfs.io",
    ]

    static func labelCount(_ labels: [String]) -> Int {
        guard labels.count >= 2, let last = labels.last else { return 0 }
        let second = labels[labels.count - 2]
        let isBelowCountry = last.utf8.count == 2 && secondLevel.contains(second)
        let isHost = hosts.contains("\(second).\(last)")
        return (isBelowCountry || isHost) && labels.count >= 3 ? 2 : 1
    }
}
