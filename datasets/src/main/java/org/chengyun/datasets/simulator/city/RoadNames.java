package org.chengyun.datasets.simulator.city;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.chengyun.datasets.catalogue.Wording;
import org.chengyun.datasets.simulator.chance.Dice;

/** Two-character road names as Chinese cities have them, no two alike in either script. */
final class RoadNames {
    private static final String FIRST = "云yun 江jiang 金jin 文wen 永yong 长chang 新xin 安an 德de 兴xing 华hua 明ming "
            + "春chun 光guang 松song 桂gui 竹zhu 梅mei 青qing 锦jin 凤feng 白bai 石shi 南nan 北bei 东dong 西xi 高gao 清qing 玉yu";
    private static final String SECOND = "安an 宁ning 平ping 和he 泰tai 昌chang 福fu 源yuan 山shan 湖hu 桥qiao 园yuan "
            + "林lin 溪xi 城cheng 庆qing 仁ren 义yi 康kang 岭ling 洲zhou 港gang";

    private final Iterator<Name> names;

    RoadNames(long seed) {
        this.names = shuffled(new Dice(seed, "city.names")).iterator();
    }

    /** Such as 云安, Yun'an. */
    private record Name(String zhCn, String pinyin) {
        String slug() {
            return pinyin.replace("'", "").toLowerCase(Locale.ROOT);
        }
    }

    private static List<Name> shuffled(Dice dice) {
        record Drawn(Name name, long roll) {}
        List<Drawn> drawn = new ArrayList<>();
        for (String first : FIRST.split(" ", -1)) {
            for (String second : SECOND.split(" ", -1)) {
                var name = new Name(
                        first.substring(0, 1) + second.charAt(0), joined(first.substring(1), second.substring(1)));
                drawn.add(new Drawn(name, dice.roll(drawn.size(), 0)));
            }
        }
        drawn.sort(Comparator.comparingLong(Drawn::roll));
        Set<String> slugs = new HashSet<>();
        return drawn.stream()
                .map(Drawn::name)
                .filter(name -> name.zhCn.charAt(0) != name.zhCn.charAt(1) && slugs.add(name.slug()))
                .toList();
    }

    /** Pinyin puts an apostrophe before a syllable that begins with a vowel. */
    private static String joined(String first, String second) {
        String gap = "aeo".indexOf(second.charAt(0)) >= 0 ? "'" : "";
        return Character.toUpperCase(first.charAt(0)) + first.substring(1) + gap + second;
    }

    /** The next unused name with its kind, as id and label. */
    Named next(String kindEn, String kindZhCn) {
        Name name = names.next();
        String id = name.slug() + "-" + kindEn.toLowerCase(Locale.ROOT);
        return new Named(id, new Wording(name.pinyin + " " + kindEn, name.zhCn + kindZhCn));
    }

    record Named(String id, Wording label) {}
}
