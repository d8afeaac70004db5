extension Stylesheet {
    /// What the console adds: a bar with the way about, tables that are dense on a desk and one cell below
    /// the other on a phone, pictures in the colours of the page.
    static let console = """
        .console{font-size:.9375rem;line-height:1.45}
        .skip{position:absolute;left:-99rem}
        .skip:focus{left:.5rem;top:.5rem;z-index:2;background:var(--paper);padding:.5rem .75rem}
        .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .console .bar{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.25rem;max-width:80rem;margin:0 auto;padding:.35rem 1rem}
        .console .top a{max-width:none;margin:0;padding:.45rem 0;font-size:.95rem}
        .console .top nav{flex:1 1 auto;min-width:0}
        .console .top ul{display:flex;flex-wrap:wrap;gap:.1rem .25rem}
        .console .top li{padding:0;border:0}
        .console .top li a{display:block;padding:.45rem .65rem;color:#d7e1ec;font-weight:500;border-radius:.4rem}
        .console .top li a:hover{background:#22405f;color:#fff}
        .console .top li a[aria-current]{background:#2b4b6e;color:#fff;font-weight:600}
        .console .top :focus-visible{outline-color:#ffd97a}
        .console .quick{display:flex;gap:.35rem;padding:0;margin:0;border:0;background:none}
        .console .quick input{width:15rem;max-width:100%;padding:.4rem .6rem;font-size:.9rem;background:#fff;color:#16202c;border-color:#fff}
        .console .quick input::placeholder{color:#5b6876}
        .console main{max-width:80rem;padding:1.1rem 1rem 2rem}
        .console main:focus{outline:0}
        .console h1{font-size:1.4rem;margin:0 0 .8rem}
        .console h2{font-size:1rem;color:var(--ink);margin:0 0 .6rem}
        .console section,.console main>form{border-radius:.5rem;padding:.9rem 1rem}
        .console .lead{color:var(--soft);max-width:48rem;margin-bottom:1rem}
        .console .after{margin-top:.7rem}
        .console .columns{display:grid;grid-template-columns:3fr 2fr;gap:0 1rem;align-items:start}
        .console .narrow{max-width:44rem}
        .console button{width:auto;white-space:nowrap;margin:0;padding:.5rem .9rem;font-size:.95rem;border-radius:.4rem;cursor:pointer}
        .console .quick button{padding:.4rem .7rem;background:#2b4b6e}
        .console input,.console select,.console textarea{padding:.5rem .6rem;font-size:.95rem;border-radius:.4rem}
        .console select,.console textarea{color:var(--ink);background:var(--ground);border:1px solid var(--soft);font-family:inherit}
        .console textarea{display:block;width:100%;font:.9rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;margin-bottom:.75rem}
        .console select{display:inline-block;width:auto;max-width:100%}
        .console :is(input,select,textarea)+label{margin-top:0}
        .console :is(select,textarea,summary,.scroll,.picture,button):focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .console .field{display:grid;grid-template-columns:1fr auto;gap:.35rem .5rem}
        .console .field label{grid-column:1/-1;margin:0}
        .console .search .small{margin:.5rem 0 0}
        .console .list label{margin-top:.75rem}
        .console .list input[type=file]{font-family:inherit}
        .console .list .small{margin:.4rem 0 0}
        .facets{margin-top:.7rem}
        .facet-columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.75rem;margin-top:.7rem}
        .facet{border:1px solid var(--line);border-radius:.4rem;padding:.4rem .7rem .6rem;margin:0;min-width:0}
        .facet legend{font-weight:600;padding:0 .3rem}
        .choices{max-height:13rem;overflow:auto}
        .choices label{display:flex;align-items:baseline;gap:.45rem;font-weight:400;margin:0;padding:.14rem 0}
        .choices input{margin:0;flex:none}
        .results{display:grid;grid-template-columns:minmax(0,1fr) 15rem;gap:0 1.1rem;align-items:start}
        .narrow-to h3{font-size:.82rem;color:var(--soft);font-weight:600;margin:.8rem 0 .2rem}
        .narrow-to ul{list-style:none;margin:0;padding:0}
        .narrow-to li{padding:.14rem 0;border:0;overflow-wrap:anywhere}
        .saved{list-style:none;margin:0;padding:0}
        .saved li{display:flex;flex-wrap:wrap;gap:.4rem .8rem;align-items:baseline}
        .saved form{display:inline;border:0;background:none;padding:0;margin:0}
        .saved details{flex-basis:100%}
        .saved li>form button{background:none;color:var(--link);padding:.25rem 0;font-weight:600;text-decoration:underline;white-space:normal;text-align:left}
        summary{cursor:pointer;color:var(--link);padding:.15rem 0}
        .console table{border-collapse:collapse;width:100%}
        .console caption{text-align:left;color:var(--soft);font-size:.85rem;padding:0 0 .45rem}
        .console th,.console td{text-align:left;vertical-align:top;padding:.42rem .6rem;border-top:1px solid var(--line)}
        .console thead th{border-top:0;border-bottom:2px solid var(--line);font-size:.82rem;color:var(--soft);font-weight:600;white-space:nowrap}
        .console tbody th{font-weight:500;overflow-wrap:anywhere}
        .console tbody tr:hover{background:var(--ground)}
        .scroll{position:relative;overflow-x:auto;max-width:100%}
        .hits tbody th{min-width:14rem;max-width:30rem}
        .numbered tbody th{min-width:0}
        .console td form{border:0;background:none;padding:0;margin:0}
        .matrix td{min-width:11rem;max-width:22rem;overflow-wrap:anywhere}
        .value{unicode-bidi:isolate;overflow-wrap:anywhere}
        .cp{font:.72rem ui-monospace,Menlo,Consolas,monospace;background:var(--bad-bg);color:var(--bad);border-radius:.2rem;padding:.05rem .25rem;margin:0 .1rem;white-space:nowrap}
        .flag{display:inline-block;font-size:.78rem;font-weight:600;background:var(--care-bg);color:var(--care);border-radius:.25rem;padding:.05rem .4rem;margin:.1rem .1rem .1rem .4rem}
        .badge{display:inline-block;white-space:nowrap;font-size:.8rem;font-weight:600;border-radius:.25rem;padding:.08rem .45rem;background:var(--none-bg);color:var(--none)}
        .badge.active{background:var(--bad-bg);color:var(--bad)}
        .badge.disputed,.badge.expired{background:var(--care-bg);color:var(--care)}
        .badge.fine{background:var(--ok-bg);color:var(--ok)}
        .badge.suspended{background:var(--bad-bg);color:var(--bad)}
        .confidence{white-space:nowrap}
        .figure{color:var(--soft);font-variant-numeric:tabular-nums}
        .console time,.console td{font-variant-numeric:tabular-nums}
        .console :is(time,.number){white-space:nowrap}
        @media (min-width:44rem){.facts div:last-child{grid-column:span 2}}
        .figures,.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.6rem 1.25rem}
        .console dl.figures div,.console dl.facts div{display:block;border:0;padding:0}
        .figures dt,.facts dt{font-size:.84rem}
        .figures dd{font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.2}
        .notice{box-shadow:inset .3rem 0 var(--none)}
        .notice.fine{box-shadow:inset .3rem 0 var(--ok)}
        .notice.care{background:var(--care-bg);box-shadow:inset .3rem 0 var(--care)}
        .notice li{padding:.25rem 0;border:0}
        .subject{margin:0 0 1rem}
        .subject h1{font:600 1.45rem/1.3 ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;margin:.1rem 0 .3rem}
        .subject .kind{margin:0;color:var(--soft);font-weight:600}
        .subject .flags{margin:0}
        .subject .flag{margin-left:0}
        .points ul{display:flex;flex-wrap:wrap;gap:.3rem;margin-top:.4rem}
        .points li{border:1px solid var(--line);border-radius:.25rem;padding:.1rem .4rem;background:var(--paper)}
        .points li:first-child,.points li:last-child{padding:.1rem .4rem;border-top:1px solid var(--line)}
        .points code{font-size:.8rem;color:var(--soft)}
        .console svg text{fill:var(--ink);font-size:13px}
        .console svg .small{fill:var(--soft);font-size:12px}
        .chart{width:100%;height:auto;display:block}
        .chart rect{fill:var(--link)}
        .chart line{stroke:var(--line)}
        .chart text{fill:var(--soft)}
        .share rect{fill:var(--link)}
        .share .ground{fill:var(--line)}
        .share{max-width:100%;vertical-align:middle}
        .picture{overflow-x:auto}
        .timeline,.links{width:100%;max-width:60rem;min-width:34rem;height:auto;display:block}
        .links{min-width:28rem}
        .timeline .lane{stroke:var(--line)}
        .timeline .seen{stroke:var(--soft);stroke-width:5;stroke-linecap:round;opacity:.55}
        .timeline .report{fill:var(--bad);stroke:var(--paper)}
        .timeline .objection{fill:var(--paper);stroke:var(--link);stroke-width:2.5}
        .legend .key{display:inline-block;width:.75rem;height:.75rem;margin:0 .2rem 0 .9rem;vertical-align:-.05rem}
        .legend .key:first-child{margin-left:0}
        .key.report{background:var(--bad);border-radius:50%}
        .key.objection{border:2.5px solid var(--link);transform:rotate(45deg);width:.6rem;height:.6rem}
        .key.seen{background:var(--soft);opacity:.55;height:.35rem;border-radius:.2rem;width:1.2rem;vertical-align:.12rem}
        .links .arc{fill:none;stroke:var(--soft);stroke-width:1.5;opacity:.7}
        .links .strong{stroke:var(--bad);stroke-width:2.5;opacity:1}
        .links circle{fill:var(--link)}
        .links .centre circle{fill:var(--bad)}
        .links a .name{fill:var(--link);text-decoration:underline}
        .links .centre .name{font-weight:600}
        .paging{display:flex;gap:1.25rem;justify-content:flex-end;margin:0 0 1rem}
        .map{display:grid;grid-template-columns:minmax(8rem,14rem) minmax(10rem,16rem) 1fr;gap:.2rem .75rem;align-items:center;padding:.3rem 0;border-top:1px solid var(--line)}
        .map label{margin:0}
        .mapping{padding:0;border:0;margin:0;background:none}
        .mapping button,.console .narrow button{margin-top:.75rem}
        .console input.box{display:inline-block;width:1.25rem;height:1.25rem;margin:0}
        .console .steps{display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;align-items:end}
        .console .steps>*{max-width:100%}
        .console form.step{border:0;background:none;padding:0;margin:0}
        .console .step input:not([type=hidden],[type=checkbox],[type=radio]){min-width:16rem;max-width:100%;margin-bottom:.5rem}
        .console .step select{margin-bottom:.5rem}
        .items .step{display:inline-block;margin-left:.6rem}
        .console .items{overflow-wrap:anywhere}
        .items .prose{white-space:pre-wrap;margin:.2rem 0}
        .console ol.items{margin:0;padding:0;list-style:none}
        .console button.quiet{background:none;color:var(--link);padding:.1rem .3rem;font-weight:400;text-decoration:underline}
        .console .add{border:0;background:none;padding:0 0 .6rem;margin:0}
        @media print{.console .top,.console footer,.skip{display:none}}
        .console .names{display:flex;flex-wrap:wrap;gap:.1rem 1rem}
        .said{list-style:none;margin:0;padding:0}
        .console .said li{padding:0;border:0}
        .console .names li{padding:0;border:0}
        .console footer{max-width:80rem}
        .account,.languages{display:flex;gap:.75rem;align-items:center;border:0;background:none;padding:0;margin:0}
        .languages{margin-left:-.25rem}
        .languages span{padding:.25rem}
        .account button,.languages button{background:none;color:var(--link);padding:.25rem;font-weight:400;text-decoration:underline}
        @media (max-width:60rem){.console .columns,.results{grid-template-columns:minmax(0,1fr)}}
        @media (max-width:44rem){
        .console .quick{width:100%}.console .quick input{width:100%}
        .console .bar{padding:.35rem .75rem}
        .console .top li a{padding:.35rem .5rem}
        .console main{padding:.9rem .75rem}
        .console h1{font-size:1.25rem}
        .hits thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .hits tr{display:block;padding:.6rem 0;border-top:1px solid var(--line)}
        .hits th{display:block;border:0;padding:.1rem 0}
        .hits td{display:inline-block;border:0;padding:.1rem .9rem .1rem 0;font-size:.9rem}
        .hits tbody th{font-size:1rem;min-width:0;max-width:none}
        .hits td[data-head]:not([data-head=""])::before{content:attr(data-head) ": ";color:var(--soft)}
        .console svg.chart text{font-size:22px}
        .map{grid-template-columns:1fr}
        .console .field button{grid-column:1/-1}
        .console .field input{grid-column:1/-1}
        }

        """
}
